import { readRow } from "../../../../src/core/dataset/row";
import { readGraderDocument, wireGrader, type GraderDocument } from "../../../../src/core/grader/document";
import { readJson } from "../../../../src/core/json/read";
import { isObject, type Json, type JsonObject } from "../../../../src/core/json/value";
import { hostedSettings } from "../../../../src/core/provider/hostedSettings";
import type { HostedId } from "../../../../src/core/providerTable";
import { readRunAnswer } from "../../../../src/core/provider/runAnswer";
import type { RunViewInput } from "../../../../src/core/report/panel/runView";
import { gradeRow, type EngineTestOptions } from "../../../support/engine";

/** A JSON object as it stands in a file. */
export function objectOf(value: unknown): JsonObject {
  const json: Json = readJson(typeof value === "string" ? value : JSON.stringify(value));
  if (!isObject(json)) throw new Error("an object is needed here");
  return json;
}

export function documentOf(grader: unknown): GraderDocument {
  return readGraderDocument("test.grader.json", JSON.stringify(grader, null, 2));
}

/** A row really graded by the engine, as the panel gets it. */
export async function engineRun(
  grader: unknown,
  row: unknown,
  options: EngineTestOptions = {},
): Promise<RunViewInput> {
  const result = await gradeRow(grader, row, options);
  return {
    document: documentOf(grader),
    graderFile: "test.grader.json",
    sample: readRow(objectOf(row)),
    result,
  };
}

/** A hosted provider's answer, read as the provider reads it. */
export function hostedRun(
  grader: unknown,
  row: unknown,
  answer: unknown,
  [id, baseUrl]: [HostedId, string] = ["openai", "https://api.openai.com/v1"],
): RunViewInput {
  const document = documentOf(grader);
  const result = readRunAnswer(objectOf(answer), {
    settings: hostedSettings(id, baseUrl),
    grader: wireGrader(document.root ?? new Map<string, Json>()),
    elapsed: 0.5,
    notes: [],
  });
  if (!result) throw new Error("the answer has no reward");
  return {
    document,
    graderFile: "test.grader.json",
    sample: readRow(objectOf(row)),
    result,
    baseUrl,
  } as RunViewInput;
}

export const EXACT = {
  type: "string_check",
  name: "exact",
  input: "{{sample.output_text}}",
  reference: "{{item.answer}}",
  operation: "eq",
};

export const CLOSE = {
  type: "text_similarity",
  name: "close",
  input: "{{sample.output_text}}",
  reference: "{{item.answer}}",
  evaluation_metric: "fuzzy_match",
};

export const MULTI = {
  type: "multi",
  name: "both",
  graders: { exact: EXACT, close: CLOSE },
  calculate_output: "0.7 * exact + 0.3*close",
};

export const ROW = { item: { answer: "Paris" }, model_sample: "paris" };
