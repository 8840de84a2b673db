import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { noteLine, readPasted } from "../../../../../src/core/create/paste/readPasted";
import { placeholderSnippet } from "../../../../../src/core/create/paste/placeholderSnippet";
import { readYaml } from "../../../../../src/core/create/yaml/readYaml";
import { toPlain } from "../../../../../src/core/json/value";
import { writePrettyJson } from "../../../../../src/core/json/write";

const EXACT = {
  type: "string_check",
  name: "exact",
  input: "{{sample.output_text}}",
  reference: "x",
  operation: "eq",
};

const CLOSE = { type: "python", name: "close", source: "⟪close_enough⟫" };

/** What is right of each file of test/fixtures/paste. */
const RIGHT: Readonly<Record<string, { readonly graders: unknown[]; readonly notes?: string[] }>> = {
  "anonymous.cs": { graders: [EXACT] },
  "code-text.json": {
    graders: [
      {
        type: "python",
        name: "length",
        source: "def grade(sample, item):\n    return float(len(sample['output_text']) < 80)\n",
      },
    ],
  },
  "constructors.py": {
    graders: [
      {
        type: "string_check",
        name: "exact",
        input: "{{item.answer}}",
        operation: "eq",
        reference: "{{item.truth}}",
      },
      {
        type: "string_check",
        name: "again",
        input: "{{sample.output_text}}",
        operation: "ilike",
        reference: "{{item.truth}}",
      },
      {
        type: "text_similarity",
        name: "near",
        input: "{{item.answer}}",
        reference: "{{item.truth}}",
        evaluation_metric: "fuzzy_match",
        pass_threshold: 0.8,
      },
    ],
    notes: [
      "Line 2, column 34: model_config is left out: it is no field of a grader.",
      "Line 4, column 37: model_config is left out: it is no field of a grader.",
    ],
  },
  "job.yaml": {
    graders: [
      {
        type: "python",
        name: "exact",
        source:
          'def grade(sample, item):\n    return 1.0 if sample["output_text"] == item["truth"] else 0.0\n',
      },
    ],
  },
  "json-in-a-string.py": { graders: [EXACT] },
  "notebook.ipynb": { graders: [{ ...EXACT, reference: "{{item.x}}" }] },
  "partly-readable.py": {
    graders: [
      EXACT,
      {
        type: "multi",
        name: "both",
        graders: { exact: EXACT, close: CLOSE },
        calculate_output: "0.5 * exact + 0.5 * close",
      },
    ],
    notes: ["Line 3, column 55: close_enough is not defined in this text. Put its source here."],
  },
  "symbols.rb": { graders: [EXACT] },
  "template-literal.ts": { graders: [EXACT] },
  "unknown-name.py": {
    graders: [
      {
        type: "score_model",
        name: "tone",
        model: "⟪JUDGE⟫",
        range: [1, "⟪LEVELS⟫"],
        input: [{ role: "user", content: "⟪PROMPT⟫" }],
      },
    ],
    notes: [
      "Line 1, column 58: JUDGE is a variable. Put its value here, or copy the line that sets it too.",
      "Line 1, column 78: LEVELS is a variable. Put its value here, or copy the line that sets it too.",
      "Line 1, column 125: PROMPT.format(…) is computed when the code runs. Put its value here.",
    ],
  },
};

test("every file of the cases is here", () => {
  expect(readdirSync("test/fixtures/paste").sort()).toEqual(
    Object.keys(RIGHT)
      .map((name) => `${name}.txt`)
      .sort(),
  );
});

test.each(Object.entries(RIGHT))("%s", (file, { graders, notes = [] }) => {
  const pasted = readPasted(readFileSync(`test/fixtures/paste/${file}.txt`, "utf8"), readYaml);
  if (pasted.kind === "nothing") throw new Error(pasted.reason);
  expect(pasted.graders.map(({ grader }) => toPlain(grader))).toEqual(graders);
  expect(pasted.notes.map(noteLine)).toEqual(notes);
});

test("a function's source is followed where the text defines it", () => {
  const pasted = readPasted(
    'import inspect\n\n@cached\ndef grade(sample, item):\n    text = """\nleft {\n"""\n    return 1.0\n\nx = 1\ng = {"type": "python", "source": inspect.getsource(grade)}\n',
  );
  expect(pasted).toMatchObject({
    graders: [
      {
        grader: new Map([
          ["type", "python"],
          ["source", '@cached\ndef grade(sample, item):\n    text = """\nleft {\n"""\n    return 1.0\n'],
        ]),
      },
    ],
    notes: [],
  });
});

test("placeholders become tab stops, one a name; numbers and objects lose their quotes", () => {
  const pasted = readPasted(
    '{"type": "score_model", "model": M, "range": [0, M], "input": [{"role": "user", "content": "costs $5 }" + M}]}',
  );
  if (pasted.kind === "nothing") throw new Error(pasted.reason);
  const snippet = placeholderSnippet(writePrettyJson(pasted.graders[0].grader));
  expect(snippet).toContain('"model": "${1:⟪M⟫}"');
  expect(snippet).toContain('${2:"⟪M⟫"}');
  expect(snippet).toContain('"costs \\$5 \\}${1:⟪M⟫}"');
  expect(placeholderSnippet('{"type": "python"}')).toBeUndefined();
});
