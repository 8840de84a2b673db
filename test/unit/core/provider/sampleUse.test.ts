import { describe, expect, it } from "vitest";
import { fromPlain, isObject } from "../../../../src/core/json/value";
import { sampleUse } from "../../../../src/core/provider/sampleUse";

function use(grader: unknown) {
  const root = fromPlain(grader);
  if (!isObject(root)) throw new Error("a grader is an object");
  const { fields, beyond } = sampleUse(root);
  return beyond ?? [...fields].sort();
}
const check = (input: string, reference = "{{item.a}}") => ({
  type: "string_check",
  input,
  reference,
  operation: "eq",
});
const python = (source: string) => use({ type: "python", source });

describe("what a grader reads of the sample", () => {
  it.each<[string, object, string | string[]]>([
    ["nothing", check("{{item.b}}"), []],
    ["fields", check("{{sample.output_text}}", "{{ sample.model }}"), ["model", "output_text"]],
    ["nothing in words beside the braces", check("sample.output_text"), []],
    [
      "of sub-graders",
      { type: "multi", graders: { a: check("{{item.b}}"), b: check("{{sample.x}}") } },
      ["x"],
    ],
    ["of an eval", { testing_criteria: [check("{{item.b}}"), check("{{sample.y}}")] }, ["y"]],
    ["nothing of an eval over the item", { testing_criteria: [check("{{item.b}}")] }, []],
    [
      "of a judge",
      {
        type: "score_model",
        input: [{ role: "user", content: [{ type: "input_text", text: "{{sample.z}}" }] }],
      },
      ["z"],
    ],
    ["all by an endpoint", { type: "endpoint", url: "https://a.example" }, "all"],
    [
      "all by a type that nobody knows and that names it",
      {
        testing_criteria: [
          { type: "azure_ai_evaluator", data_mapping: { response: "{{sample.output_text}}" } },
        ],
      },
      "all",
    ],
    [
      "nothing by one that does not",
      { testing_criteria: [{ type: "azure_ai_evaluator", data_mapping: { response: "{{item.b}}" } }] },
      [],
    ],
  ])("is %s", (_, grader, expected) => {
    expect(use(grader)).toEqual(expected);
  });
});

describe("what Python reads of the sample", () => {
  it.each<[string, string, string[]]>([
    ["nothing", "def grade(sample, item):\n    return item['a'] == 1", []],
    [
      "nothing, named in comments and texts",
      'def grade(sample, item):\n    """sample is not read"""\n    # sample\n    return len("sample")',
      [],
    ],
    ["nothing under another name", "def grade(_, item):\n    return 1.0", []],
    [
      "nothing, with types",
      "import re\ndef grade(sample: dict, item: dict) -> float:\n    return float(bool(re.match('a', item['x'])))",
      [],
    ],
    [
      "fields",
      "def grade(sample, item):\n    return sample['output_text'] == sample.get(\"x\", '')",
      ["output_text", "x"],
    ],
  ])("is %s", (_, source, expected) => {
    expect(python(source)).toEqual(expected);
  });

  it.each([
    ["passed on", "def grade(sample, item):\n    return helper(sample)"],
    ["looked through", "def grade(sample, item):\n    return len(sample)"],
    ["of a field with a computed name", "def grade(sample, item):\n    return sample[item['key']]"],
    ["in an f-string", "def grade(sample, item):\n    return float(f\"{sample['x']}\")"],
    [
      "in an f-string with quotes of its own",
      'def grade(sample, item):\n    return f"{item["a"] + sample["b"]}"',
    ],
    ["by its local name", "def grade(sample, item):\n    return locals()['sam' + 'ple']"],
    ["in eval", "def grade(sample, item):\n    return eval('sample')"],
    ["of all arguments", "def grade(*args):\n    return args[0]"],
    ["behind a decorator", "@wrapped\ndef grade(sample, item):\n    return 1"],
    ["by an assigned grade", "def score(s, i):\n    return 1\ngrade = score"],
    ["by a grade that is defined again", "def grade(sample, item):\n    return 1\nfrom other import grade"],
    ["by whatever is imported", "def grade(sample, item):\n    return 1\nfrom other import *"],
    ["by nothing that can be read", "def grade(sample"],
  ])("can't be told where it is %s", (_, source) => {
    expect(python(source)).toBe("python");
  });
});
