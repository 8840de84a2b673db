import { t } from "@vscode/l10n";
import { tryReadJson } from "../json/read";
import { isArray, isObject, JsonNumber, textAt, type Json } from "../json/value";
import type { Failure, JudgeStep } from "../result/runResult";
import { said, type Said } from "../said";
import type { JudgeAnswer } from "./judgeClient";
import { verdictIn } from "./verdictIn";

/** What a judge's answer says, or which flag it raises (facts.md "Judges"). */
export type Verdict =
  | { readonly kind: "result"; readonly result: number | string; readonly steps: readonly JudgeStep[] }
  | { readonly kind: "failure"; readonly failure: Failure };

type Answer = Extract<JudgeAnswer, { kind: "answer" }>;

/** Reads the structured answer; a score must be a number and a label a text, as the schema asked. */
export function readVerdict(answer: Answer, wanted: "number" | "string"): Verdict {
  if (answer.refusal !== null && answer.refusal !== "") {
    return fail(
      "model_grader_refusal_error",
      said("The judge refused: {0}", shorten(answer.refusal)),
      t("Reword the grader's messages."),
      answer.refusal,
    );
  }
  if (answer.finishReason === "length") {
    return fail(
      "model_grader_exceeded_max_tokens_error",
      said("The judge's answer was cut off: it ran out of tokens."),
      t("Raise sampling_params.max_completions_tokens."),
    );
  }
  if (answer.finishReason === "content_filter") {
    return fail(
      "model_grader_refusal_error",
      said("The judge's service withheld the answer (content filter)."),
      t("Look at what the sample puts into the messages."),
    );
  }
  const body = tryReadJson(verdictIn(answer.content));
  const content = shorten(answer.content);
  if (content === "") return parseFailure(said("The judge's answer is empty."));
  if (!isObject(body)) return parseFailure(said("The judge's answer is no JSON object: {0}", content));
  const result = body.get("result");
  if (result === undefined) return parseFailure(said('The judge\'s answer has no "result": {0}', content));
  const value = result instanceof JsonNumber ? result.value : result;
  if (typeof value !== wanted || (typeof value === "number" && !Number.isFinite(value))) {
    return parseFailure(
      wanted === "number"
        ? said('The judge\'s answer has a "result" that is no number: {0}', content)
        : said('The judge\'s answer has a "result" that is no text: {0}', content),
    );
  }
  return { kind: "result", result: value as number | string, steps: readSteps(body.get("steps")) };
}

function readSteps(steps: Json | undefined): readonly JudgeStep[] {
  if (!isArray(steps)) return [];
  return steps.filter(isObject).map((step) => ({
    description: textAt(step, ["description"]) ?? "",
    conclusion: textAt(step, ["conclusion"]) ?? "",
  }));
}

function parseFailure(what: Said): Verdict {
  return fail("model_grader_parse_error", what, t("Use a judge that supports structured outputs."));
}

function fail(flag: Failure["flag"], what: Said, mend: string, detail?: string): Verdict {
  return { kind: "failure", failure: { flag, ...what, mend, ...(detail !== undefined && { detail }) } };
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
