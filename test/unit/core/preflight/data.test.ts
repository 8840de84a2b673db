import { describe, expect, it } from "vitest";
import { MOST_FINDINGS } from "../../../../src/core/preflight/check";
import { check, exact, places, row, run } from "./support";

const messages = (...roles: string[]) =>
  JSON.stringify({ messages: roles.map((role) => ({ role, content: "x" })), answer: "1" });

describe("a job in which all is well", () => {
  it("passes, and nothing is found", async () => {
    const { passed, checks } = await run();
    expect(passed).toBe(true);
    expect(checks.filter(({ state }) => state === "failed" || state === "warned")).toEqual([]);
    expect(checks.flatMap(({ findings }) => findings)).toEqual([]);
    expect(checks.map(({ id }) => id)).toEqual([
      ...["grader", "types", "python", "judges", "base-model", "response-format"],
      ...["training", "validation", "variables", "duplicates", "provider"],
    ]);
  });
});

describe("rows", () => {
  it.each<[string, string, string, RegExp]>([
    ["no JSON", '{"messages": [}', "training:2:15 row-json", /value is expected/],
    ["JSON of another kind", " [1]", "training:2:2 row-object", /of the type array/],
    ["a text", '"a"', "training:2:1 row-object", /of the type string/],
    ["without messages", '{"answer": 1}', "training:2:1 row-messages", /no "messages"/],
    ["with messages of another kind", '{"messages": {}}', "training:2:1 row-messages", /must be an array/],
    ["without a message", '{"messages": []}', "training:2:1 row-messages", /at least one/],
    [
      "with a message that is none",
      '{"messages": [{"role": "user"}, 1]}',
      "training:2:1 row-messages",
      /Message 2/,
    ],
    [
      "with a message without a role",
      '{"messages": [{"content": ""}]}',
      "training:2:1 row-messages",
      /Message 1/,
    ],
    [
      "that end with the assistant",
      messages("user", "assistant"),
      "training:2:1 row-last-role",
      /"assistant" and must be of "user"/,
    ],
    ["that end with the developer", messages("developer"), "training:2:1 row-last-role", /"developer"/],
    ["nested too deep", `{"a": ${"[".repeat(1000)}`, "training:2:206 row-json", /Nested deeper/],
  ])("%s are named with their place", async (_, line, place, says) => {
    const training = [row("a"), line, "", row("c")].join("\n");
    const { state, findings, summary } = await check("training", { training });
    expect(state).toBe("failed");
    expect(places(findings)).toEqual([place]);
    expect(findings[0]?.message).toMatch(says);
    expect(summary).toBe("1 of 3 rows can't be trained on in train.jsonl.");
  });

  it("that end with the user's pass, whatever came before", async () => {
    const training = [messages("system", "user"), messages("user", "assistant", "user"), ""].join("\r\n");
    expect(await check("training", { training })).toMatchObject({
      state: "passed",
      summary: "2 rows in train.jsonl; the last message of each is the user's.",
    });
  });

  it("of the validation file are looked at too", async () => {
    const { state, findings } = await check("validation", { validation: '{"a"' });
    expect([state, places(findings)]).toEqual(["failed", ["validation:1:5 row-json"]]);
  });

  it.each(["", "\n \n"])("must be there (%j)", async (training) => {
    const { state, findings } = await check("training", { training });
    expect([state, places(findings)]).toEqual(["failed", ["training:1:1 no-rows"]]);
    expect(await check("variables", { training, validation: training })).toMatchObject({ state: "skipped" });
  });

  it.each([JSON.stringify([JSON.parse(row("a"))], null, 2), JSON.stringify(JSON.parse(row("a")), null, 2)])(
    "over several lines are one fault",
    async (training) => {
      const { findings } = await check("training", { training });
      expect(places(findings)).toEqual(["training:1:1 row-json"]);
      expect(findings[0]?.message).toMatch(/one JSON document over several lines/);
    },
  );

  it("are counted all, and the first of them kept", async () => {
    const { findings, summary } = await check("training", { training: "{\n".repeat(1000) + row("a") });
    expect(findings).toHaveLength(MOST_FINDINGS);
    expect(summary).toContain("1000 of 1001 rows");
  });
});

describe("variables", () => {
  const grader = { ...exact, reference: '{{item.a.b[1]}} {{ item.answer }} {{item.answer}} {{item["x y"]}}' };
  const full = { answer: null, a: { b: [0, 1] }, "x y": "" };

  it("that every row has pass, a null too", async () => {
    const given = { grader, training: row("a", full), validation: row("b", full) };
    const { state, summary } = await check("variables", given);
    expect(state).toBe("passed");
    expect(summary).toBe('item.a.b[1], item.answer, item["x y"]: in all of 2 rows.');
  });

  it("that rows lack are counted in each file, and their lines named", async () => {
    const short = row("b", { ...full, a: { b: [0] } });
    const given = {
      grader,
      training: [short, row("a", full), short, row("c", { answer: 1 })].join("\n"),
      validation: [row("d", full), row("e", { ...full, "x y": undefined })].join("\n"),
    };
    const { state, findings, summary } = await check("variables", given);
    expect(state).toBe("failed");
    expect(summary).toMatch(/^2 of 3 variables have no value in some rows/);
    expect(findings.map(({ place, message }) => `${place.file}:${place.line} ${message}`)).toEqual([
      "grader:4 {{item.a.b[1]}} has no value in 3 of 4 rows of train.jsonl, first in line 1.",
      ...[1, 3, 4].map((line) => `training:${line} This row has no item.a.b[1], which the grader reads.`),
      'grader:4 {{item["x y"]}} has no value in 1 of 4 rows of train.jsonl, first in line 4.',
      'training:4 This row has no item["x y"], which the grader reads.',
      'grader:4 {{item["x y"]}} has no value in 1 of 2 rows of valid.jsonl, first in line 2.',
      'validation:2 This row has no item["x y"], which the grader reads.',
    ]);
    expect(findings[0]?.place).toMatchObject({ column: 19, endColumn: 30 });
  });

  it("name five lines of each, and count the others", async () => {
    const training = Array.from({ length: 40 }, (_, index) => row(String(index), {})).join("\n");
    const { findings } = await check("variables", { training });
    expect(findings[0]?.message).toContain("in 40 of 40 rows");
    expect(findings.slice(1).map(({ place }) => place.line)).toEqual([1, 2, 3, 4, 5]);
  });

  it("are looked for in rows whose messages are wrong too, and not in what is no row", async () => {
    const training = ['{"messages": []}', "{", row("a")].join("\n");
    const { findings } = await check("variables", { training });
    expect(findings[0]?.message).toContain("in 1 of 2 rows of train.jsonl");
  });

  it("that the service adds to each row are there: the item is the whole row", async () => {
    const reference =
      "{{item.messages[0].content}} {{item.messages[0].name}} {{item.tools}} {{item.parallel_tool_calls}}";
    expect(await check("variables", { grader: { ...exact, reference } })).toMatchObject({ state: "passed" });
    const missing = { ...exact, reference: "{{item.messages[1].name}}" };
    expect(await check("variables", { grader: missing })).toMatchObject({ state: "failed" });
  });
});

describe("rows in both files", () => {
  it("are information, with the line in the other file", async () => {
    const given = {
      training: [row("a"), row("b", { answer: "other" }), row("c")].join("\n"),
      validation: ["", row("d"), row("b"), row("b")].join("\n"),
    };
    const { state, findings, summary } = await check("duplicates", given);
    expect(state).toBe("passed");
    expect(summary).toMatch(/^1 of 3 training prompts stands in valid\.jsonl too/);
    expect(findings).toEqual([
      {
        code: "row-in-both",
        severity: "information",
        message: "The same messages stand in line 3 of valid.jsonl.",
        place: { file: "training", line: 2, column: 1 },
      },
    ]);
  });

  it("are found whatever the blanks of their JSON", async () => {
    const training = '{ "messages" : [ {"role":"user", "content":"\\u0062"} ] }';
    expect((await check("duplicates", { training, validation: row("b") })).findings).toHaveLength(1);
    expect((await check("duplicates", { training, validation: row("B") })).findings).toEqual([]);
  });
});
