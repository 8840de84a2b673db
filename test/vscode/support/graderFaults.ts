import type { GraderType } from "../../../src/core/grader/types";

/** A grader with one fault: its underlined text stands between « and ». */
export interface Fault {
  readonly what: string;
  readonly text: string;
  readonly message: string;
}

const fault = (what: string, text: string, message: string): Fault => ({ what, text, message });

const MESSAGE = `{"role": "user", "content": "{{sample.output_text}}"}`;
const SCORE = `"type": "score_model", "model": "gpt-4.1"`;
const LABEL = `"type": "label_model", "model": "gpt-4.1", "input": [${MESSAGE}]`;
const CHECK = `"type": "string_check", "input": "{{sample.output_text}}", "reference": "{{item.answer}}"`;
const SIMILAR = `"type": "text_similarity", "input": "{{sample.output_text}}", "reference": "{{item.answer}}"`;
const SOURCE = String.raw`"def grade(sample, item):\n    return 1"`;

/** What VS Code's JSON service is to say of each, from the schema alone. */
export const FAULTS: Readonly<Record<GraderType, readonly Fault[]>> = {
  string_check: [
    fault("missing", `«{»${CHECK}}`, `Missing property "operation".`),
    fault(
      "type",
      `{"type": "string_check", "input": "{{sample.output_text}}", "reference": «42», "operation": "eq"}`,
      `Incorrect type. Expected "string".`,
    ),
    fault(
      "enum",
      `{${CHECK}, "operation": «"neq"»}`,
      `operation is eq, ne, like or ilike. "Not equal" is written ne, "contains" is written like (input contains reference).`,
    ),
    fault("unknown", `{${CHECK}, "operation": "eq", «"strict"»: true}`, "Property strict is not allowed."),
    fault(
      "nested",
      `{${CHECK}, "operation": "eq", "pass_threshold": «"0.5"»}`,
      `Incorrect type. Expected "number".`,
    ),
  ],
  text_similarity: [
    fault("missing", `«{»${SIMILAR}}`, `Missing property "evaluation_metric".`),
    fault(
      "type",
      `{"type": "text_similarity", "input": «["{{sample.output_text}}"]», "reference": "", "evaluation_metric": "bleu"}`,
      `Incorrect type. Expected "string".`,
    ),
    fault(
      "enum",
      `{${SIMILAR}, "evaluation_metric": «"rouge"»}`,
      "evaluation_metric is cosine, fuzzy_match, bleu, gleu, meteor, rouge_1 to rouge_5 or rouge_l.",
    ),
    fault(
      "unknown",
      `{${SIMILAR}, "evaluation_metric": "bleu", «"operation"»: "eq"}`,
      "Property operation is not allowed.",
    ),
    fault(
      "name",
      `{${SIMILAR}, "evaluation_metric": "bleu", "name": «7»}`,
      `Incorrect type. Expected "string".`,
    ),
  ],
  python: [
    fault("missing", `«{»"type": "python"}`, `Missing property "source".`),
    fault(
      "type",
      `{"type": "python", "source": «["def grade(sample, item):"]»}`,
      `Incorrect type. Expected "string".`,
    ),
    fault(
      "tag",
      `{"type": "python", "source": ${SOURCE}, "image_tag": «2025»}`,
      `Incorrect type. Expected "string".`,
    ),
    fault(
      "unknown",
      `{"type": "python", "source": ${SOURCE}, «"reference"»: ""}`,
      "Property reference is not allowed.",
    ),
    fault(
      "threshold",
      `{"type": "python", "source": ${SOURCE}, "pass_threshold": «true»}`,
      `Incorrect type. Expected "number".`,
    ),
  ],
  score_model: [
    fault("missing", `«{»"type": "score_model", "input": [${MESSAGE}]}`, `Missing property "model".`),
    fault(
      "type",
      `{${SCORE}, "input": «"{{sample.output_text}}"»}`,
      `input is an array of messages: [{"role": "user", "content": "…"}].`,
    ),
    fault(
      "enum",
      `{${SCORE}, "input": [{"role": «"usr"», "content": "{{sample.output_text}}"}]}`,
      `Value is not accepted. Valid values: "user", "assistant", "system", "developer".`,
    ),
    fault(
      "deprecated",
      `{${SCORE}, "input": [${MESSAGE}], "sampling_params": {«"max_completion_tokens": 9»}}`,
      "Graders call this max_completions_tokens (eval runs use max_completion_tokens). The service does not read it here.",
    ),
    fault(
      "nested",
      `{${SCORE}, "input": [${MESSAGE}], "range": [0, «"1"»]}`,
      `Incorrect type. Expected "number".`,
    ),
    fault(
      "part",
      `{${SCORE}, "input": [{"role": "user", "content": [{"type": «"input_txt"», "text": "{{sample.output_text}}"}]}]}`,
      "A content part's type is input_text, output_text, input_image or input_audio.",
    ),
  ],
  label_model: [
    fault("missing", `«{»${LABEL}, "labels": ["a"]}`, `Missing property "passing_labels".`),
    fault(
      "type",
      `{${LABEL}, "labels": «"a"», "passing_labels": ["a"]}`,
      `Incorrect type. Expected "array".`,
    ),
    fault(
      "message",
      `{"type": "label_model", "model": "gpt-4.1", "input": [${MESSAGE}, «{»"role": "user"}], "labels": ["a"], "passing_labels": ["a"]}`,
      `Missing property "content".`,
    ),
    fault(
      "unknown",
      `{${LABEL}, "labels": ["a"], "passing_labels": ["a"], «"range"»: [0, 1]}`,
      "Property range is not allowed.",
    ),
    fault(
      "nested",
      `{${LABEL}, "labels": ["a", «1»], "passing_labels": ["a"]}`,
      `Incorrect type. Expected "string".`,
    ),
  ],
  multi: [
    fault(
      "missing",
      `«{»"type": "multi", "graders": {"a": {${CHECK}, "operation": "eq"}}}`,
      `Missing property "calculate_output".`,
    ),
    fault(
      "type",
      `{"type": "multi", "graders": «[{${CHECK}, "operation": "eq"}]», "calculate_output": "1"}`,
      `graders is an object of named sub-graders: {"exact": {…}, "close": {…}}.`,
    ),
    fault(
      "enum",
      `{"type": "multi", "graders": {"a": {"type": «"multi"», "graders": {}}}, "calculate_output": "a"}`,
      "A sub-grader's type is string_check, text_similarity, python, score_model, label_model or endpoint. A multi can't stand inside a multi.",
    ),
    fault(
      "nested",
      `{"type": "multi", "graders": {"a": {${CHECK}, "operation": «"neq"»}}, "calculate_output": "a"}`,
      `operation is eq, ne, like or ilike. "Not equal" is written ne, "contains" is written like (input contains reference).`,
    ),
    fault(
      "deprecated",
      `{"type": "multi", "graders": {"a": {${CHECK}, "operation": "eq"}}, "calculate_output": "a", «"invalid_grade": 0»}`,
      "invalid_grade is seen in Microsoft's samples only and is documented nowhere.",
    ),
  ],
  endpoint: [
    fault("missing", `«{»"type": "endpoint"}`, `Missing property "url".`),
    fault("type", `{"type": "endpoint", "url": «8080»}`, `Incorrect type. Expected "string".`),
    fault(
      "range",
      `{"type": "endpoint", "url": "http://127.0.0.1/", "rate_limit": «0»}`,
      "Value is below the exclusive minimum of 0.",
    ),
    fault(
      "unknown",
      `{"type": "endpoint", "url": "http://127.0.0.1/", «"method"»: "PUT"}`,
      "Property method is not allowed.",
    ),
    fault(
      "nested",
      `{"type": "endpoint", "url": "http://127.0.0.1/", "headers": {"x-team": «1»}}`,
      `Incorrect type. Expected "string".`,
    ),
  ],
};

/** Of files whose type is wrong or not there. */
export const ROOT_FAULTS: readonly Fault[] = [
  fault("no type", `«{»"name": "?"}`, `Missing property "type".`),
  fault(
    "type",
    `{"type": «"string_chek"», "operation": "neq"}`,
    "type is string_check, text_similarity, python, score_model, label_model, multi or endpoint.",
  ),
  fault("array", `«[{"type": "python"}]»`, `Incorrect type. Expected "object".`),
];
