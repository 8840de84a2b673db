import { tryReadJson } from "../json/read";
import { isArray, isObject, JsonNumber, type Json } from "../json/value";
import type { Failure, JudgeStep } from "../result/runResult";
import type { JudgeAnswer } from "./judgeClient";

/** What a judge's answer says, or which flag it raises (grader-semantics.md 6). */
export type Verdict =
  | { readonly kind: "result"; readonly result: number | string; readonly steps: readonly JudgeStep[] }
  | { readonly kind: "failure"; readonly failure: Failure };

type Answer = Extract<JudgeAnswer, { kind: "answer" }>;

/** Reads the structured answer; a score must be a number and a label a text, as the schema asked. */
export function readVerdict(answer: Answer, wanted: "number" | "string"): Verdict {
  if (answer.refusal !== null && answer.refusal !== "") {
    return fail(
      "model_grader_refusal_error",
      `The judge refused: ${shorten(answer.refusal)}`,
      "Reword the grader's messages.",
      answer.refusal,
    );
  }
  if (answer.finishReason === "length") {
    const message = "The judge's answer was cut off: it ran out of tokens.";
    return fail(
      "model_grader_exceeded_max_tokens_error",
      message,
      "Raise sampling_params.max_completions_tokens.",
    );
  }
  if (answer.finishReason === "content_filter") {
    const message = "The judge's service withheld the answer (content filter).";
    return fail(
      "model_grader_refusal_error",
      message,
      "Look at what the sample puts into the messages.",
      message,
    );
  }
  const body = tryReadJson(unfence(answer.content));
  if (!isObject(body)) return parseFailure("is no JSON object", answer.content);
  const result = body.get("result");
  if (result === undefined) return parseFailure('has no "result"', answer.content);
  const value = result instanceof JsonNumber ? result.value : result;
  if (typeof value !== wanted || (typeof value === "number" && !Number.isFinite(value))) {
    return parseFailure(
      `has a "result" that is no ${wanted === "number" ? "number" : "text"}`,
      answer.content,
    );
  }
  return { kind: "result", result: value as number | string, steps: readSteps(body.get("steps")) };
}

/** Servers without structured output like to wrap JSON in a Markdown fence. */
function unfence(content: string): string {
  return /^\s*```(?:json)?\s*\n([^]*?)\n?\s*```\s*$/.exec(content)?.[1] ?? content.trim();
}

function readSteps(steps: Json | undefined): readonly JudgeStep[] {
  if (!isArray(steps)) return [];
  return steps.filter(isObject).map((step) => ({
    description: textOf(step.get("description")),
    conclusion: textOf(step.get("conclusion")),
  }));
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function parseFailure(what: string, content: string): Verdict {
  const message = `The judge's answer ${what}: ${shorten(content)}`;
  return fail("model_grader_parse_error", message, "Use a judge that supports structured outputs.", message);
}

function fail(flag: Failure["flag"], message: string, mend: string, detail?: string): Verdict {
  return { kind: "failure", failure: { flag, message, mend, ...(detail !== undefined && { detail }) } };
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
