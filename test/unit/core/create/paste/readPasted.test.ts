import { readFileSync, readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { combine } from "../../../../../src/core/create/paste/combine";
import { noteLine, readPasted } from "../../../../../src/core/create/paste/readPasted";
import { readGraderDocument } from "../../../../../src/core/grader/document";
import { toPlain } from "../../../../../src/core/json/value";
import { writePrettyJson } from "../../../../../src/core/json/write";
import { checkGrader } from "../../../../../src/core/validate/validateGrader";

const GRADER = {
  type: "string_check",
  name: "it's",
  input: "{{sample.output_text}}",
  reference: "{{item.a}}",
  operation: "eq",
};
const OTHER = {
  type: "text_similarity",
  name: "near",
  input: "{{sample.output_text}}",
  reference: "{{item.a}}",
  evaluation_metric: "bleu",
  pass_threshold: 0.5,
};
const PRETTY = JSON.stringify(GRADER, null, 2);

function found(text: string): unknown[] {
  const pasted = readPasted(text);
  if (pasted.kind === "nothing") throw new Error(pasted.reason);
  return pasted.graders.map(({ grader }) => toPlain(grader));
}

function reason(text: string): string {
  const pasted = readPasted(text);
  return pasted.kind === "nothing" ? pasted.reason : JSON.stringify(pasted.graders);
}

const SHELL = JSON.stringify({ grader: GRADER, model_sample: "x" }, null, 2).replaceAll("'", "'\\''");

describe("a grader is found in", () => {
  test.each([
    ["its JSON", PRETTY],
    ["JSON with comments and a trailing comma", PRETTY.replace("{", "{ // mine").replace(/\n\}$/, ",\n}")],
    [
      "a fence of Markdown, among prose",
      `Here's the grader, don't ask:\n\n\`\`\`json\n${PRETTY}\n\`\`\`\nThat's it.`,
    ],
    ["what an SDK wrote out", JSON.stringify({ ...GRADER, range: null, pass_threshold: null })],
    ["a request's body", JSON.stringify({ grader: GRADER, item: {}, model_sample: "x" })],
    [
      "a job",
      JSON.stringify({
        model: "o4-mini",
        training_file: "f",
        method: {
          type: "reinforcement",
          reinforcement: { grader: GRADER, hyperparameters: { n_epochs: "auto" } },
        },
      }),
    ],
    [
      "an answer of the API",
      JSON.stringify({ data: [{ id: "ftjob", method: { reinforcement: { grader: GRADER } } }] }),
    ],
    ["a text of a log", JSON.stringify(PRETTY)],
    ["escaped JSON without its quotes", JSON.stringify(PRETTY).slice(1, -1)],
    ["JSON in a JSON text", JSON.stringify({ body: JSON.stringify(GRADER) })],
    [
      "Python",
      `client = OpenAI()\ngrader = {\n  "type": "string_check",  # exact\n  'name': "it's",\n  "input": "{{sample.output_text}}", "reference": "{{item.a}}",\n  "operation": "eq",\n}\nclient.fine_tuning.alpha.graders.validate(grader=grader)`,
    ],
    [
      "a Python call whose other arguments are computed",
      `job = client.fine_tuning.jobs.create(\n  model=MODEL, training_file=train.id,\n  method={"type": "reinforcement", "reinforcement": {\n    "grader": dict(**BASE, reference="{{item.a}}"),\n    "hyperparameters": {"n_epochs": N}}},\n)\nBASE = {"type": "string_check", "name": "it's", "input": "{{sample.output_text}}", "operation": "eq"}`,
    ],
    [
      "JavaScript",
      "const grader = {\n  type: 'string_check', name: \"it's\", // exact\n  input: '{{sample.output_text}}', reference: `{{item.a}}`,\n  operation: 'eq',\n} as const;\nawait client.fineTuning.alpha.graders.run({ grader, model_sample: 'x' });",
    ],
    [
      "a curl command",
      `curl https://api.openai.com/v1/fine_tuning/alpha/graders/run \\\n  -H "Authorization: Bearer $OPENAI_API_KEY" \\\n  -H 'Content-Type: application/json' \\\n  -d '${SHELL}'`,
    ],
    ["a curl command with --data=", `$ curl -X POST http://127.0.0.1:4774/v1 --data-raw='${SHELL}'`],
    [
      "a curl command with double quotes",
      `curl.exe http://x -d ${JSON.stringify(JSON.stringify({ grader: GRADER }))}`,
    ],
    [
      "a curl command with $'…'",
      `curl 'http://x' --data-raw $'${JSON.stringify({ grader: GRADER }).replaceAll("'", "\\'")}' --compressed`,
    ],
    [
      "a curl command with a here document",
      `curl http://x -H 'a: b' -d @- <<'EOF'\n${PRETTY}\nEOF\necho done`,
    ],
  ])("%s", (_, text) => {
    expect(found(text).map((grader) => JSON.stringify(grader, Object.keys(GRADER)))).toEqual([
      JSON.stringify(GRADER),
    ]);
    expect(found(text.replaceAll("\n", "\r\n"))).toHaveLength(1);
  });

  test("Python whose source is a literal of several lines", () => {
    const code = `grader_source = """
def grade(sample, item):
    return 1.0 if sample["output_text"] == item["a"] else 0.0
"""
grader = {"type": "python", "source": grader_source, "image_tag": "2025-05-08"}`;
    expect(found(code)).toEqual([
      {
        type: "python",
        source: '\ndef grade(sample, item):\n    return 1.0 if sample["output_text"] == item["a"] else 0.0\n',
        image_tag: "2025-05-08",
      },
    ]);
  });

  test.each([
    [
      "as it is",
      'import re\n\ndef grade(sample, item):\n    """It\'s {"type": "python", "x": 1}."""\n    return 1.0\n',
    ],
    ["indented", "    def grade(sample, item):\n        return 1.0\n"],
    ["in a fence", "Try this:\n```python\ndef grade(sample, item):\n    return 1.0\n```\n"],
    [
      "whose dict is computed",
      'def grade(sample, item):\n    return 1.0\ngrader = {"type": "python", "source": inspect.getsource(grade)}',
    ],
  ])("Python source %s", (_, source) => {
    const [grader] = found(source) as [{ type: string; source: string }];
    expect(grader.type).toBe("python");
    expect(grader.source).toMatch(/^(?:import re\n\n|Try this:\n\s*)?def grade\(sample, item\):\n {4}/);
    expect(grader.source).toMatch(/[^\n]\n$/);
  });

  test("every example, and as an SDK's snippet too", () => {
    for (const file of readdirSync("examples").filter((name) => name.includes(".grader."))) {
      const text = readFileSync(`examples/${file}`, "utf8");
      const grader = toPlain(readGraderDocument(file, text).root!);
      expect(found(text), file).toEqual([grader]);
      expect(found(`run(grader=${JSON.stringify(grader)}, model_sample=text)`), file).toEqual([grader]);
    }
  });
});

describe("an eval", () => {
  const label = {
    type: "label_model",
    name: "near",
    model: "m",
    input: [{ role: "user", content: "{{sample.output_text}}" }],
    labels: ["a"],
    passing_labels: ["a"],
  };
  const text = JSON.stringify({
    name: "e",
    data_source_config: { type: "custom", item_schema: { type: "object" } },
    testing_criteria: [GRADER, OTHER, label],
  });
  const pasted = readPasted(text);

  test("gives its criteria", () => {
    expect(found(text)).toEqual([GRADER, OTHER, label]);
    expect(pasted).toMatchObject({
      graders: [{ isCriterion: true }, { isCriterion: true }, { isCriterion: true }],
    });
  });

  test("makes one multi, in which each counts the same", () => {
    if (pasted.kind === "nothing") throw new Error(pasted.reason);
    const multi = combine(pasted.graders)!;
    const near = Object.fromEntries(Object.entries(OTHER).filter(([key]) => key !== "pass_threshold"));
    expect(toPlain(multi)).toEqual({
      type: "multi",
      graders: { it_s: GRADER, near, near_2: label },
      calculate_output: "(it_s + near + near_2) / 3",
    });
    expect(
      checkGrader(readGraderDocument("x.grader.json", writePrettyJson(multi)), {
        target: "foundry-rft",
      }).filter(({ severity }) => severity === "error"),
    ).toEqual([]);
    expect(combine(pasted.graders.slice(0, 1))).toBeUndefined();
    expect(combine([{ ...pasted.graders[0], type: "multi" }, ...pasted.graders])).toBeUndefined();
  });
});

describe("what only running the code tells is a placeholder, and told with its place", () => {
  const op = (name: string) => ({ ...GRADER, operation: `⟪${name}⟫` });
  const python = (source: string) => ({ type: "python", source });
  test.each([
    [
      `x = 1\n${PRETTY.replace('"eq"', "OPERATION")}`,
      op("OPERATION"),
      "Line 7, column 16: OPERATION is a variable.",
    ],
    [
      'grader = {"type": "python",\n  "source": open("grade.py").read()}',
      python("⟪grade.py⟫"),
      "Line 2, column 13: open(…) is computed when the code runs.",
    ],
    [
      JSON.stringify(PRETTY.replace('"eq"', "OP")).slice(1, -1),
      op("OP"),
      "Line 1, column 151: OP is a variable.",
    ],
    [
      `curl http://x -d '{\n  "grader": {"type": "python", "source": SRC}}'`,
      python("⟪SRC⟫"),
      "Line 2, column 42: SRC is a variable.",
    ],
    [
      'S = os.environ["S"]\ng = {"type": "python", "source": f"a {S}\\n" + TAIL}',
      python("a ⟪S⟫\n⟪TAIL⟫"),
      "Line 2, column 39: {S} is filled in",
    ],
    [
      'const g = JSON.parse(`{"type": "python", "source": "${code}"}`)',
      python("⟪code⟫"),
      "Line 1, column 55: {code} is filled in",
    ],
    [
      'curl x -d "{\\"type\\": \\"python\\", \\"source\\": \\"$CODE\\"}"',
      python("⟪CODE⟫"),
      "$CODE is a variable.",
    ],
    ["g = {'type': 'python', 'source': 'a', **BASE}", python("a"), "What BASE brings is missing"],
    ["PythonGrader('x', source='a')", python("a"), "An argument without a name is left out"],
  ])("%j", (text, expected, words) => {
    const pasted = readPasted(text);
    if (pasted.kind === "nothing") throw new Error(pasted.reason);
    expect(pasted.graders.map(({ grader }) => toPlain(grader))).toEqual([expected]);
    expect(pasted.notes.map(noteLine).join("\n")).toContain(words);
  });

  test("what an eval has that is no grader is told", () => {
    const pasted = readPasted(
      JSON.stringify({ testing_criteria: [GRADER, { type: "azure_ai_evaluator", name: "x" }] }, null, 1),
    );
    expect(pasted).toMatchObject({
      graders: [{ type: "string_check" }],
      notes: [
        {
          place: "Line 11, column 13",
          message: expect.stringContaining("azure_ai_evaluator is no") as string,
        },
      ],
    });
  });
});

/** What makes a text of nothing but brackets, or of code in code. */
const UNITS = [
  ...["{", '{"a":[', "'", '"""', "`", "dict(", "curl -d '", "\\", "/*", "a = a\n", "<<A\n", "{a:x("],
  ...["PythonGrader(a,", "```\n", "- a:\n", "x["],
];

describe("what can't be pasted is told, with its place", () => {
  test.each([
    ["", "There is no text to paste"],
    [" \n", "There is no text to paste"],
    ["Hello, it's me.", "There is no grader in this text"],
    ['{"type": "module", "name": "x"}', "There is no grader in this text"],
    ["def score(a, b): return 1", "There is no grader in this text"],
    [PRETTY.replace('"name"', "name name"), 'Line 3, column 8: a colon is expected here, not "name".'],
    [PRETTY.slice(0, -3), "Line 6, column 16: This string is not closed on its line."],
    [
      "curl http://x -d @body.json",
      "Line 1, column 18: The body of this command stands in the file body.json.",
    ],
    ["curl http://x", "Line 1, column 1: This curl command sends no JSON"],
  ])("%j", (text, words) => {
    expect(reason(text)).toContain(words);
  });

  test("a text of megabytes, or of nothing but brackets, ends soon", () => {
    const start = performance.now();
    expect(reason("x".repeat(3_000_000))).toContain("too long");
    for (const unit of UNITS) reason(unit.repeat(200_000 / unit.length));
    expect(performance.now() - start).toBeLessThan(100_000);
  }, 120_000);

  test("whatever is pasted, there is an answer, and its place is in the text", () => {
    const seeds = [
      PRETTY,
      `curl http://x -d '${SHELL}'`,
      "x = {'type': 'python', \"source\": '''def grade(a, b):\n  pass'''}",
      "const g = {type: `multi`, graders: {a}}",
    ];
    const pieces = fc.constantFrom(
      "'",
      '"',
      "{",
      "}",
      "\\",
      "`",
      "$",
      "(",
      ")",
      ",",
      "\n",
      "#",
      "/*",
      "'''",
      "f'",
      "0x",
      "...",
      "curl -d ",
      "😀",
      "\ud800",
    );
    const edits = fc.array(fc.tuple(fc.nat(), fc.nat(4), pieces), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.constantFrom(...seeds), edits, (seed, changes) => {
        const text = changes.reduce((now, [at, length, piece]) => {
          const start = at % (now.length + 1);
          return now.slice(0, start) + piece + now.slice(start + length);
        }, seed);
        const place = /^Line (\d+), column (\d+): /.exec(reason(text));
        if (place) {
          const lines = text.split(/\r\n|\n|\r/);
          expect(Number(place[1])).toBeLessThanOrEqual(lines.length);
          expect(Number(place[2])).toBeLessThanOrEqual(lines[Number(place[1]) - 1]!.length + 1);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
