import { beforeAll, describe, expect, it } from "vitest";
import { commandLine, type CommandLine } from "../../support/cli";
import { jsonLines } from "./support";

let cli: CommandLine;
beforeAll(async () => {
  cli = await commandLine();
  await cli.write("city.grader.json", check("{{sample.output_text}}", "{{item.city}}"));
  await cli.write("other.grader.json", {
    ...check("{{sample.output_text}}", "{{item.city}}"),
    operation: "ne",
  });
  await cli.write("answers.grader.json", check("{{item.response}}", "{{item.truth}}"));
  await cli.write("answers.eval.json", {
    testing_criteria: [{ name: "same", ...check("{{item.response}}", "{{item.truth}}") }],
  });
});

const check = (input: string, reference: string) => ({
  type: "string_check",
  input,
  reference,
  operation: "eq",
});
const lines = (...rows: (object | string)[]) =>
  rows.map((row) => (typeof row === "string" ? row : JSON.stringify(row))).join("\n");
const item = { city: "Oslo" };

const SHAPES = lines(
  { item, sample: { output: [{ role: "assistant", content: "Oslo" }], finish_reason: "stop", error: null } },
  {
    item,
    sample: {
      object: "response",
      status: "completed",
      output: [
        { type: "reasoning", summary: [] },
        {
          type: "message",
          role: "assistant",
          content: [
            { type: "output_text", text: "Os" },
            { type: "output_text", text: "lo" },
          ],
        },
      ],
    },
  },
  {
    item,
    sample: {
      choices: [{ index: 0, message: { role: "assistant", content: [{ type: "text", text: "Oslo" }] } }],
    },
  },
  { item, sample: { role: "assistant", content: "Oslo" } },
  { item, sample: { input: [], output: [], error: { code: "rate_limit_exceeded", message: "Try again." } } },
  { item, sample: { answer_of_the_model: "Oslo" } },
);

describe("rows as services write them", () => {
  it("are graded where an output is found, and not asked where there is none", async () => {
    await cli.write("shapes.jsonl", SHAPES);
    const args = ["--samples", "shapes.jsonl", "--format", "json"];
    const ran = await cli.run(["run", "city.grader.json", ...args]);
    expect(ran.code).toBe(3);
    const told = jsonLines(ran.stdout).map(({ reward, error }) => reward ?? error);
    expect(told).toEqual([
      ...[1, 1, 1, 1],
      { reason: "service-error", message: "The service gave no output: rate_limit_exceeded: Try again." },
      expect.objectContaining({
        reason: "unknown-output",
        message: expect.stringContaining("answer_of_the_model") as string,
      }),
    ]);
    const others = jsonLines((await cli.run(["run", "other.grader.json", ...args])).stdout);
    expect(others.map(({ reward }) => reward)).toEqual([0, 0, 0, 0, undefined, undefined]);
  });

  it("are counted, each kind by itself", async () => {
    await cli.write("shapes.jsonl", SHAPES);
    const { stdout } = await cli.run(["run", "city.grader.json", "--samples", "shapes.jsonl"]);
    expect(stdout).toContain("6 samples: 4 passed, 4 scored, mean 1.00, 0 errored, 2 not asked");
  });

  it("are graded by a grader that reads just what is there", async () => {
    await cli.write("own.grader.json", check("{{sample.answer_of_the_model}}", "{{item.city}}"));
    const row = JSON.stringify({ item, sample: { answer_of_the_model: "Oslo" } });
    const { stdout } = await cli.run(["run", "own.grader.json", "--row", row, "--format", "json"]);
    expect(jsonLines(stdout)).toMatchObject([{ reward: 1 }]);
  });
});

describe("a grader that reads no output", () => {
  const rows = lines(
    { item: { response: "Oslo", truth: "Oslo" }, expect: { reward: 1 } },
    { item: { response: "Rome", truth: "Oslo" }, expect: { reward: 0 } },
  );

  it.each(["answers.grader.json", "answers.eval.json"])("grades rows without one: %s", async (grader) => {
    await cli.write("rows.jsonl", rows);
    const ran = await cli.run(["run", grader, "--samples", "rows.jsonl", "--format", "json"]);
    expect(jsonLines(ran.stdout).map(({ reward }) => reward)).toEqual([1, 0]);
    expect(ran.code).toBe(0);
  });

  it("grades an item alone", async () => {
    const given = JSON.stringify({ response: "Oslo", truth: "Oslo" });
    const ran = await cli.run(["run", "answers.grader.json", "--item", given, "--format", "json"]);
    expect(jsonLines(ran.stdout)).toMatchObject([{ reward: 1 }]);
    const needs = await cli.run(["run", "city.grader.json", "--item", JSON.stringify(item)]);
    expect([needs.code, needs.stdout]).toEqual([3, "not asked  The row has no output.\n"]);
  });
});

describe("one bad line", () => {
  const good = { item, model_sample: "Oslo" };

  it.each([
    ["is cut off", '{"item": '],
    ["is no object", "[1]"],
    ["has two outputs", '{"model_sample": "a", "sample": {}}'],
    ["is no text of JSON at all", "Oslo"],
  ])("that %s is told with its place, and stops no other", async (_, bad) => {
    await cli.write("bad.jsonl", lines(good, "", bad, good));
    const ran = await cli.run(["run", "city.grader.json", "--samples", "bad.jsonl", "--format", "json"]);
    expect(ran.code).toBe(3);
    expect(ran.stderr).toMatch(/^bad\.jsonl:3:\d+: /);
    expect(jsonLines(ran.stdout)).toMatchObject([
      { reward: 1, diagnostics: { sample: { index: 0, line: 1 } } },
      {
        error: { reason: "unreadable", message: expect.stringMatching(/^Line 3, column \d+: /) as string },
        diagnostics: { sample: { index: 1, line: 3 } },
      },
      { reward: 1, diagnostics: { sample: { index: 2, line: 4 } } },
    ]);
  });

  it("is no matter where another row is picked, and is refused by --strict", async () => {
    await cli.write("bad.jsonl", lines(good, "{"));
    const args = ["run", "city.grader.json", "--samples", "bad.jsonl"];
    expect((await cli.run([...args, "--sample", "1"])).code).toBe(0);
    expect(await cli.run([...args, "--strict"])).toMatchObject({ code: 2, stdout: "" });
  });
});

it("a path goes on into the arguments of a call", async () => {
  await cli.write(
    "tool.grader.json",
    check("{{sample.output_tools[0].function.arguments.city}}", "{{item.city}}"),
  );
  const call = { id: "c1", type: "function", function: { name: "look_up", arguments: '{"city": "Oslo"}' } };
  const row = {
    item,
    sample: { choices: [{ message: { role: "assistant", content: null, tool_calls: [call] } }] },
  };
  const { stdout } = await cli.run([
    "run",
    "tool.grader.json",
    "--row",
    JSON.stringify(row),
    "--format",
    "json",
  ]);
  expect(jsonLines(stdout)).toMatchObject([{ reward: 1, diagnostics: { basis: "unpublished default" } }]);
});
