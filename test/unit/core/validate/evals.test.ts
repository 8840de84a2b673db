import { describe, expect, it } from "vitest";
import { readGraderDocument } from "../../../../src/core/grader/document";
import { readSamples } from "../../../../src/core/dataset/rows";
import { RowValues } from "../../../../src/core/validate/rowValues";
import type { Target } from "../../../../src/core/validate/target";
import { checkGrader, liveProblems } from "../../../../src/core/validate/validateGrader";
import { fixed } from "./marked";

const CHECK = {
  type: "string_check",
  input: "{{sample.output_text}}",
  reference: "{{item.a}}",
  operation: "eq",
};

function evalOf(criteria: unknown) {
  return readGraderDocument("a.eval.json", JSON.stringify({ testing_criteria: criteria }, null, 1));
}

function found(criteria: unknown, target: Target = "evals"): readonly string[] {
  const document = evalOf(criteria);
  return checkGrader(document, { target }).map(({ code, severity, path, range }) =>
    [
      code,
      severity,
      `/${path.join("/")}`,
      document.json.text.slice(range.start, range.end).slice(0, 20),
    ].join(" "),
  );
}

describe("validating an eval", () => {
  it("finds what is wrong with each criterion, at its path in the eval", () => {
    const criteria = [CHECK, { ...CHECK, operation: "neq" }, { ...CHECK, input: "{{itme.x}}" }];
    expect(found(criteria)).toEqual([
      'schema-enum error /testing_criteria/1/operation "neq"',
      "template-namespace error /testing_criteria/2/input itme.x",
    ]);
  });

  it("takes what the Evals API returns, with an id of each criterion", () => {
    expect(found([{ ...CHECK, id: "exact answer-2eaf2d8d-d649-4335-8148-9535a7ca73c2" }])).toEqual([]);
  });

  it.each([
    ["of another kind", "a list", '"a list"'],
    ["empty", [], "[]"],
    ["null", null, "null"],
    ["more than 100", Array.from({ length: 101 }, () => 1), "[\n  1,\n  1,\n  1,\n  1"],
  ])("refuses criteria that are %s", (_, criteria, text) => {
    expect(found(criteria)[0]).toBe(`criteria-list error /testing_criteria ${text}`);
  });

  it("refuses criteria of unknown types and those that are no objects", () => {
    expect(found(["x", {}, { type: "ai_evaluator" }])).toEqual([
      'not-a-grader error /testing_criteria/0 "x"',
      "type-missing error /testing_criteria/1 {",
      'type-unknown error /testing_criteria/2/type "ai_evaluator"',
    ]);
  });

  it("takes criteria that only a service can ask, and says who can", () => {
    const harm = { type: "azure_ai_evaluator", name: "harm", evaluator_name: "builtin.violence" };
    expect(found([harm, CHECK])).toEqual([
      'criterion-not-asked warning /testing_criteria/0/type "azure_ai_evaluator"',
    ]);
    const { problems } = { problems: checkGrader(evalOf([harm, CHECK]), { target: "evals" }) };
    expect(problems[0]?.message).toContain('Only Microsoft Foundry can ask the criterion "harm"');
  });

  it("says where nothing tells when a criterion passes, for evals only", () => {
    const python = { type: "python", source: "def grade(sample, item): return 1" };
    const similar = { ...CHECK, type: "text_similarity", operation: undefined, evaluation_metric: "bleu" };
    const criteria = [CHECK, python, similar, { ...python, pass_threshold: 0 }];
    expect(found(criteria)).toEqual([
      'criterion-threshold warning /testing_criteria/1/type "python"',
      'criterion-threshold error /testing_criteria/2/type "text_similarity"',
    ]);
    expect(found(criteria, "run")).toEqual([]);
  });

  it("refuses a multi among them, for evals only", () => {
    const multi = { type: "multi", graders: { a: CHECK }, calculate_output: "a", pass_threshold: 1 };
    expect(found([multi])).toEqual(['multi-in-evals error /testing_criteria/0/type "multi"']);
    expect(found([multi], "run")).toEqual([]);
  });

  it("says of broken JSON only where it breaks", () => {
    const document = readGraderDocument("a.eval.json", '{"testing_criteria": [{"type": "python",, ]}');
    expect(checkGrader(document, { target: "evals" }).map(({ code }) => code)).toEqual(["json-syntax"]);
  });

  it("finds the same while it is typed, without what the schema shows", () => {
    const document = evalOf([{ ...CHECK, operation: "neq", reference: "{{itme.x}}" }]);
    expect(liveProblems(document, { target: "evals" }).map(({ code }) => code)).toEqual([
      "template-namespace",
    ]);
    expect(liveProblems(evalOf([]), { target: "evals" }).map(({ code }) => code)).toEqual(["criteria-list"]);
  });
});

describe("an eval's own schema of its rows", () => {
  const SCHEMA = {
    type: "object",
    properties: { expected_output: { type: "string" }, meta: { type: "object", properties: { id: {} } } },
  };
  const config = (more: object = {}) => ({
    type: "custom",
    item_schema: SCHEMA,
    include_sample_schema: true,
    ...more,
  });
  const read = (data_source_config: unknown, reference: string, samples?: string) => {
    const text = JSON.stringify({ data_source_config, testing_criteria: [{ ...CHECK, reference }] });
    const rows =
      samples === undefined
        ? undefined
        : new RowValues(readSamples(samples, "a.samples.jsonl").samples.map(({ sample }) => sample));
    return {
      text,
      problems: checkGrader(readGraderDocument("a.eval.json", text), { target: "evals", rows }),
    };
  };

  it.each([
    ["{{item.expectd_output}}", "Did you mean item.expected_output?", "{{item.expected_output}}"],
    ["{{item.meta.idd}} x", "Did you mean item.meta.id?", "{{item.meta.id}} x"],
    ["{{item.meta.x}}", "It lists id.", undefined],
    ["{{item.zzz}}", "It lists expected_output, meta.", undefined],
  ])("does not list %s", (reference, says, mended) => {
    const { text, problems } = read(config(), reference);
    expect(problems).toMatchObject([
      { code: "item-not-in-schema", severity: "warning", path: ["testing_criteria", 0, "reference"] },
    ]);
    expect(problems[0]?.message).toContain(says);
    if (mended !== undefined) expect(fixed(text, problems[0])).toContain(`"reference":"${mended}"`);
    const { start, end } = problems[0]!.range;
    expect(reference).toContain(text.slice(start, end));
  });

  it.each([
    ["lists it", config(), "{{item.meta.id}}"],
    ["allows others", config({ item_schema: { ...SCHEMA, additionalProperties: true } }), "{{item.x}}"],
    ["is not there", { type: "custom", include_sample_schema: true }, "{{item.x}}"],
    ["is of another kind", { type: "logs" }, "{{item.x}}"],
    ["is no object", "x", "{{item.x}}"],
    [
      "is as the API returns it",
      { type: "custom", schema: { properties: { item: SCHEMA, sample: {} } } },
      "{{item.meta.id}}",
    ],
  ])("that %s is no finding", (_, data_source_config, reference) => {
    expect(read(data_source_config, reference).problems).toEqual([]);
  });

  it("as the API returns it is read too", () => {
    const { problems } = read({ type: "custom", schema: { properties: { item: SCHEMA } } }, "{{item.x}}");
    expect(problems.map(({ code }) => code)).toEqual(["sample-not-in-schema", "item-not-in-schema"]);
  });

  it("is one entry where no row has the variable either", () => {
    const { problems } = read(
      config(),
      "{{item.x}}",
      '{"item": {"expected_output": "a"}, "model_sample": "b"}',
    );
    expect(problems.map(({ code }) => code)).toEqual(["template-path-unknown"]);
  });

  it.each([[false], [undefined]])(
    "with include_sample_schema %j has no sample, and the fix sets it",
    (include_sample_schema) => {
      const { text, problems } = read(config({ include_sample_schema }), "{{item.meta.id}}");
      expect(problems).toMatchObject([
        { code: "sample-not-in-schema", path: ["testing_criteria", 0, "input"] },
      ]);
      const mended = fixed(text, problems[0]);
      expect((JSON.parse(mended) as { data_source_config: object }).data_source_config).toMatchObject({
        include_sample_schema: true,
      });
      expect(checkGrader(readGraderDocument("a.eval.json", mended), { target: "evals" })).toEqual([]);
    },
  );
});
