import { describe, expect, test } from "vitest";
import { readJson } from "../../../../../src/core/json/read";
import { isObject, toPlain, type JsonObject } from "../../../../../src/core/json/value";
import { readRow } from "../../../../../src/core/dataset/row";
import { copyAs } from "../../../../../src/core/report/copyAs/copyAs";
import { COPY_FORMATS, isCopyFormat } from "../../../../../src/core/report/copyAs/formats";
import { withoutKeys } from "../../../../../src/core/report/copyAs/withoutKeys";
import { readable } from "../../../../support/renderedMarkdown";
import { visibleLine } from "../../../../../src/core/visible";
import { engineRun, EXACT, MULTI, objectOf, ROW } from "../support";
import { AWKWARD, awkwardRun, hostedCopy } from "./cases";

test("formats are those of the table", () => {
  expect(COPY_FORMATS.every(({ id }) => isCopyFormat(id))).toBe(true);
  expect(isCopyFormat("xml")).toBe(false);
});

describe("JSON", () => {
  test("is the request's body with digits and order kept", async () => {
    const run = await awkwardRun();
    const item = objectOf('{"b": 1.0, "a": 12345678901234567890, "2": -0, "answer": "x"}');
    const text = copyAs("json", { ...run, sample: { ...run.sample, item } });
    expect(text).toContain('"b": 1.0,\n    "a": 12345678901234567890,\n    "2": -0');
    const body = readJson(text) as JsonObject;
    expect([...body.keys()]).toEqual(["grader", "model_sample", "item"]);
    expect(body.get("model_sample")).toBe(AWKWARD);
  });

  test("has no $schema", async () => {
    const run = await engineRun({ $schema: "https://x", ...EXACT }, ROW);
    expect(copyAs("json", run)).not.toContain("$schema");
  });
});

describe("curl", () => {
  test("names the provider's address and its key's variable", () => {
    const openai = copyAs("curl", hostedCopy("openai", "https://api.openai.com/v1"));
    expect(openai).toMatch(
      /^curl https:\/\/api\.openai\.com\/v1\/fine_tuning\/alpha\/graders\/run \\\n {2}-H "Authorization: Bearer \$OPENAI_API_KEY"/,
    );
    const foundry = copyAs("curl", hostedCopy("foundry", "https://x.openai.azure.com/openai/v1"));
    expect(foundry).toContain("curl https://x.openai.azure.com/openai/v1/fine_tuning/alpha/graders/run");
    expect(foundry).toContain('-H "api-key: $AZURE_OPENAI_API_KEY"');
    expect(copyAs("curl", hostedCopy("custom", "https://g.example.com/v1"))).toContain(
      '"Authorization: Bearer $GRADERS_API_KEY"',
    );
  });

  test("says what the API can't carry of a whole sample", async () => {
    const grader = { ...EXACT, input: "{{sample.choices[0].message.role}}" };
    const run = await engineRun(grader, {
      item: { answer: "user" },
      sample: { output_text: "x", choices: [{ message: { role: "user", content: "x" } }] },
    });
    expect(run.result.reward).toBe(1);
    const line = copyAs("curl", run).split("\n")[0];
    expect(line).toBe(
      "# The API carries the output as a text only, and this grader reads more of it than that.",
    );
    expect(copyAs("python", run).split("\n")[0]).toBe(line);
  });
});

describe("the command line", () => {
  const copied = async (row: unknown, path?: string) => {
    const run = await engineRun(EXACT, ROW);
    const sample = readRow(objectOf(row));
    return copyAs("command-line", { ...run, sample, ...(path !== undefined && { graderPath: path }) });
  };

  test.each([
    [{ item: {}, model_sample: "plain" }, "--model-sample=plain"],
    [{ item: { a: 1 }, model_sample: "it's" }, `--model-sample='it'\\''s' --item='{"a":1}'`],
    [{ item: {}, model_sample: "@file" }, "--model-sample='@@file'"],
    [{ item: {}, model_sample: "" }, "--model-sample=''"],
    [{ item: { a: 1 }, model_sample: "-" }, `--row='{"item":{"a":1},"model_sample":"-"}'`],
    [{ item: {}, model_sample: "a\0b" }, `--row='{"item":{},"model_sample":"a\\u0000b"}'`],
    [{ item: {}, sample: { output_text: "x" } }, `--row='{"item":{},"sample":{"output_text":"x"}}'`],
  ])("of %j", async (row, options) => {
    expect(await copied(row)).toBe(`graders run test.grader.json ${options}\n`);
  });

  test("quotes the file's path", async () => {
    expect(await copied(ROW, "my graders/a.grader.json")).toContain(
      "graders run 'my graders/a.grader.json' ",
    );
    expect(await copied(ROW, "-a.grader.json")).toContain("graders run ./-a.grader.json ");
  });

  test("gives long samples on standard input", async () => {
    const text = await copied({ item: {}, model_sample: "x".repeat(200_000) });
    expect(text).toMatch(
      /^graders run test\.grader\.json --row=- <<'EOF'\n\{"item":\{\},"model_sample":"x+"\}\nEOF\n$/,
    );
  });

  test("writes nothing that a terminal obeys, which could end what is pasted", async () => {
    const text = "\u001b[201~\nrm -rf x\r\b\u009b\u202e\u007f";
    const run = await awkwardRun(text);
    for (const id of [
      "command-line",
      "curl",
      "json",
      "powershell-command-line",
      "powershell-request",
    ] as const) {
      const copied = copyAs(id, run);
      expect(copied.replaceAll("\n", "")).toBe(visibleLine(copied.replaceAll("\n", "")));
    }
    expect(copyAs("command-line", run)).toContain("--row='");
  });

  test("names a hosted provider", () => {
    const foundry = copyAs(
      "command-line",
      hostedCopy("foundry", "https://x.openai.azure.com/openai/v1", "a"),
    );
    expect(foundry).toContain(
      "--provider=foundry --base-url=https://x.openai.azure.com/openai/v1 --model-sample=a",
    );
    expect(copyAs("command-line", hostedCopy("openai", "https://api.openai.com/v1", "a"))).toContain(
      "--provider=openai --model-sample",
    );
  });
});

describe("Markdown", () => {
  test("is a small report", async () => {
    const run = await engineRun(MULTI, { ...ROW, expect: { reward: 1 } });
    const source = copyAs("markdown", { ...run, where: 'sample 2 of 7 "x|y"' });
    expect(source).toContain('"x\\|y"');
    expect(source).toContain("| exact | string\\_check | 0.00 |");
    expect(readable({ source })).toBe(
      [
        '### test.grader.json › sample 2 of 7 "x|y"',
        "**0.24** scored · not as expected: reward 0.24, expected 1 · engine · exact",
        "`0.7 · exact + 0.3·close` = `0.7 · 0.00 + 0.3·0.80`",
        "| sub-grader | type | reward | basis |\n| --- | --- | ---: | --- |\n| exact | string_check | 0.00 | exact |\n| close | text_similarity | 0.80 | exact |",
        '- exact: The texts are equal ignoring case. First difference: line 1, column 1: "p" against "P".\n- close: The texts are equal ignoring case. First difference: line 1, column 1: "p" against "P".',
        "Output:\n\n```\nparis\n```",
        'Item:\n\n```json\n{\n  "answer": "Paris"\n}\n```\n',
      ].join("\n\n"),
    );
  });

  test("never shows an errored result as a score", async () => {
    const text = readable({
      source: copyAs("markdown", await engineRun(MULTI, { item: {}, model_sample: "a ``` b" })),
    });
    expect(text).toContain("**errored** (the API's reward: 0.00)");
    expect(text).not.toContain("**0.00**");
    expect(text).toContain("| exact | string_check | errored: Variable not found |");
    expect(text).toContain(
      "- `invalid_variable_error` (graders.exact.reference: {{item.answer}}; graders.close.reference: {{item.answer}}): {{item.answer}} has no value",
    );
    expect(text).toContain("````\na ``` b\n````");
  });
});

describe("keys", () => {
  const SECRET = "s3cret-s3cret";
  const endpoint = {
    type: "endpoint",
    name: "e",
    url: `https://me:${SECRET}@x.example.com/grade?v=1&code=${SECRET}&mode=a`,
    headers: { Authorization: `Bearer ${SECRET}`, "x-functions-key": SECRET, "x-trace": "on" },
  };

  test("of endpoint graders are taken out, also in a multi", async () => {
    const run = await engineRun(EXACT, ROW);
    for (const grader of [
      endpoint,
      { ...MULTI, graders: { a: endpoint, b: EXACT }, calculate_output: "a+b" },
    ]) {
      const json = readJson(JSON.stringify(grader));
      if (!isObject(json)) throw new Error("an object");
      const document = { ...run.document, root: json };
      for (const { id } of COPY_FORMATS) expect(copyAs(id, { ...run, document })).not.toContain(SECRET);
    }
  });

  test("other values stay", () => {
    expect(toPlain(withoutKeys(objectOf(endpoint)))).toEqual({
      ...endpoint,
      url: "https://x.example.com/grade?v=1&code=YOUR-CODE&mode=a",
      headers: {
        Authorization: "<your Authorization>",
        "x-functions-key": "<your x-functions-key>",
        "x-trace": "on",
      },
    });
    expect(toPlain(withoutKeys(objectOf(MULTI)))).toEqual(MULTI);
  });
});
