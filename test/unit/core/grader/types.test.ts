import type {
  LabelModelGrader as HostedLabelModel,
  PythonGrader as HostedPython,
  ScoreModelGrader as HostedScoreModel,
  StringCheckGrader as HostedStringCheck,
  TextSimilarityGrader as HostedTextSimilarity,
} from "openai/resources/graders/grader-models";
import type { ReasoningEffort } from "openai/resources/shared";
import { describe, expect, expectTypeOf, it } from "vitest";
import graderSchema from "../../../../schemas/grader.schema.json";
import {
  GRADER_TYPES,
  isGraderType,
  SIMILARITY_METRICS,
  STRING_OPERATIONS,
  type GraderMessage,
  type GraderOf,
  type GraderType,
  type SamplingParams,
} from "../../../../src/core/grader/types";
import { fromPlain, type PlainJson } from "../../../../src/core/json/value";
import { writeJson } from "../../../../src/core/json/write";
import { findings } from "../validate/marked";

/** A type without `readonly`, as the official client's types are. */
type Mutable<T> = { -readonly [K in keyof T]: Mutable<T[K]> };

/** A grader as it is sent: the client wants a name, and knows no threshold. */
type Sent<T extends GraderType> = Mutable<Omit<GraderOf<T>, "pass_threshold" | "name">> & { name: string };

const INPUT: readonly GraderMessage[] = [
  { role: "developer", content: "Rate.", type: "message" },
  {
    role: "user",
    content: [
      "{{sample.output_text}}",
      { type: "input_text", text: "a" },
      { type: "output_text", text: "b" },
      { type: "input_image", image_url: "{{item.image}}", detail: "low", file_id: null },
      { type: "input_audio", input_audio: { data: "{{item.audio}}", format: "wav" } },
    ],
  },
];

const SAMPLING: Required<SamplingParams> = {
  seed: 1,
  top_p: 1,
  temperature: null,
  max_completions_tokens: 100,
  reasoning_effort: "low",
};

const common = { name: "n", pass_threshold: 0.5 };
const text = "{{sample.output_text}}";

/** A grader of each type with every field that the types have. */
const FULL: { readonly [T in GraderType]: Required<GraderOf<T>> } = {
  string_check: { ...common, type: "string_check", input: text, reference: "x", operation: "eq" },
  text_similarity: {
    ...common,
    type: "text_similarity",
    input: text,
    reference: "x",
    evaluation_metric: "bleu",
  },
  python: { ...common, type: "python", source: "", image_tag: "2025-05-08" },
  score_model: {
    ...common,
    type: "score_model",
    model: "m",
    input: INPUT,
    range: [0, 1],
    sampling_params: SAMPLING,
  },
  label_model: {
    ...common,
    type: "label_model",
    model: "m",
    input: INPUT,
    labels: ["a"],
    passing_labels: ["a"],
  },
  multi: {
    ...common,
    type: "multi",
    graders: { a: { type: "python", source: "" } },
    calculate_output: "a",
    invalid_grade: 0,
  },
  endpoint: { ...common, type: "endpoint", url: "http://127.0.0.1:1", headers: { a: "b" }, rate_limit: 60 },
};

describe("the types of graders", () => {
  it.each(GRADER_TYPES)("have the schema's fields of %s, and the schema takes them all", (type) => {
    // What stays here: `wireGrader` takes it off.
    const described = Object.keys(graderSchema.definitions[type].properties).filter(
      (key) => key !== "$schema" && key !== "id",
    );
    expect(Object.keys(FULL[type]).sort()).toEqual(described.sort());
    const found = findings(writeJson(fromPlain(FULL[type])), undefined, "evals");
    expect(found.filter(({ source }) => source === "schema").map(({ code }) => code)).toEqual(
      type === "multi" ? ["schema-deprecated"] : [],
    );
  });

  it("have the schema's fields of messages and sampling", () => {
    const { message, sampling_params: sampling } = graderSchema.definitions;
    expect(Object.keys(INPUT[0] ?? {}).sort()).toEqual(Object.keys(message.properties).sort());
    const known = Object.keys(sampling.properties).filter(
      (key) => !["max_completion_tokens", "max_tokens"].includes(key),
    );
    expect(Object.keys(SAMPLING).sort()).toEqual(known.sort());
  });

  it("have the schema's enums", () => {
    const efforts = graderSchema.definitions.sampling_params.properties.reasoning_effort.enum;
    const known: readonly SamplingParams["reasoning_effort"][] = [
      "none",
      "minimal",
      "low",
      "medium",
      "high",
      "xhigh",
      "max",
      null,
    ];
    expect(known).toEqual(efforts);
    expect(graderSchema.definitions.string_check.properties.operation.enum).toEqual([...STRING_OPERATIONS]);
    const metric = graderSchema.definitions.text_similarity.properties.evaluation_metric;
    expect(metric.enum).toEqual([...SIMILARITY_METRICS]);
  });

  it("are told apart from other words", () => {
    const others: readonly (PlainJson | undefined)[] = [
      "string-check",
      "",
      null,
      undefined,
      1,
      ["multi"],
      "constructor",
    ];
    expect(GRADER_TYPES.every(isGraderType)).toBe(true);
    expect(others.some(isGraderType)).toBe(false);
  });

  it("are sent as the official client types them", () => {
    expectTypeOf<Sent<"string_check">>().toExtend<HostedStringCheck>();
    expectTypeOf<Sent<"text_similarity">>().toExtend<HostedTextSimilarity>();
    expectTypeOf<Sent<"python">>().toExtend<HostedPython>();
    expectTypeOf<Sent<"score_model">>().toExtend<HostedScoreModel>();
    expectTypeOf<Sent<"label_model">>().toExtend<HostedLabelModel>();
  });

  it("take what the official client types, and no less", () => {
    expectTypeOf<HostedStringCheck>().toExtend<GraderOf<"string_check">>();
    expectTypeOf<HostedTextSimilarity>().toExtend<GraderOf<"text_similarity">>();
    expectTypeOf<HostedPython>().toExtend<GraderOf<"python">>();
    // The client's range is any array of numbers; ours are two.
    expectTypeOf<Omit<HostedScoreModel, "range">>().toExtend<Omit<GraderOf<"score_model">, "range">>();
    expectTypeOf<HostedLabelModel>().toExtend<GraderOf<"label_model">>();
    expectTypeOf<HostedStringCheck["operation"]>().toEqualTypeOf<GraderOf<"string_check">["operation"]>();
    expectTypeOf<HostedTextSimilarity["evaluation_metric"]>().toEqualTypeOf<
      GraderOf<"text_similarity">["evaluation_metric"]
    >();
    expectTypeOf<ReasoningEffort>().toEqualTypeOf<Required<SamplingParams>["reasoning_effort"]>();
  });
});
