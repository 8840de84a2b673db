import { t } from "@vscode/l10n";
import { wireGrader } from "../../grader/document";
import { textAt, type Json, type JsonObject } from "../../json/value";
import { carriedOutput, notCarried } from "../../provider/carry";
import { ProviderError } from "../../provider/provider";
import { sampleNamespace } from "../../sample/namespace";
import type { CopyContext } from "./context";
import { withoutKeys } from "./withoutKeys";

/** What the API's run takes. */
export interface CopiedRequest {
  readonly grader: JsonObject;
  readonly modelSample: string;
  readonly item: Json;
  /** What the API's text can't carry of this sample, in words. */
  readonly note?: string;
}

export function copiedRequest({ document, sample }: CopyContext): CopiedRequest {
  const grader = wireGrader(document.root ?? new Map<string, Json>());
  const base = { grader: withoutKeys(grader), item: sample.item };
  try {
    const note = notCarried(sample);
    return { ...base, modelSample: carriedOutput(grader, sample), ...(note !== undefined && { note }) };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const modelSample = textAt(sampleNamespace(sample), ["output_text"]) ?? "";
    const note = t("The API carries the output as a text only, and this grader reads more of it than that.");
    return { ...base, modelSample, note };
  }
}

/** The body of `POST /fine_tuning/alpha/graders/run`. */
export function requestBody({ grader, modelSample, item }: CopiedRequest): JsonObject {
  return new Map<string, Json>([
    ["grader", grader],
    ["model_sample", modelSample],
    ["item", item],
  ]);
}
