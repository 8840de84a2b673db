/** A grader that the schema takes, with one thing that only our rules know to be wrong. */
interface RuleFault {
  readonly what: string;
  /** The underlined text stands between « and ». */
  readonly text: string;
  readonly message: RegExp;
  /** The quick fix, and the text it leaves instead of the underlined one. */
  readonly fix?: { readonly title: string; readonly result: string };
}

const CHECK = '"type": "string_check", "reference": "{{item.answer}}", "operation": "eq"';
const PART = `{${CHECK}, "input": "{{sample.output_text}}"}`;
const MULTI = `"type": "multi", "graders": {"exact": ${PART}, "close": ${PART}}`;
const LABEL = `"type": "label_model", "model": "gpt-4.1", "input": [{"role": "user", "content": "{{sample.output_text}}"}]`;

export const RULE_FAULTS: readonly RuleFault[] = [
  {
    what: "a template's namespace that is none",
    text: `{${CHECK}, "input": "{{ sample.output_text }} {{ «itme.answer» }}"}`,
    message: /^"itme" is no namespace, .* Did you mean item\.answer\?$/,
    fix: { title: 'Replace with "item"', result: "item.answer" },
  },
  {
    what: "the same behind escapes in its string",
    text: String.raw`{${CHECK}, "input": "caf\u00e9 \ud83d\ude00 \"\/\" 😀\n{{ sample.output_text }} {{ «itme.answer» }}\t"}`,
    message: /^"itme" is no namespace/,
    fix: { title: 'Replace with "item"', result: "item.answer" },
  },
  {
    what: "the same with an escape inside",
    text: String.raw`{${CHECK}, "input": "{{ sample.output_text }} {{ «it\u0065ms.answer» }}"}`,
    message: /^"items" is no namespace, .* Did you mean item\.answer\?$/,
    fix: { title: 'Replace with "item"', result: "item.answer" },
  },
  {
    what: "a field that a sample has not",
    text: `{${CHECK}, "input": "{{«sample.output_txt»}}"}`,
    message: /^sample has no field "output_txt" .* Did you mean sample\.output_text\?$/,
  },
  {
    what: "a template that is never closed",
    text: `{${CHECK}, "input": "{{sample.output_text}} «{{»item.answer"}`,
    message: /^This "\{\{" is never closed/,
  },
  {
    what: "an unknown name in a formula",
    text: `{${MULTI}, "calculate_output": "0.7 * exact + 0 * close + 0.3 * «clsoe»"}`,
    message: /^No sub-grader has the key "clsoe"\. Did you mean "close"\?$/,
    fix: { title: 'Replace with "close"', result: "close" },
  },
  {
    what: "an unknown name in a formula behind escapes",
    text: String.raw`{${MULTI}, "calculate_output": "exact\u0020\u002a\tclose * «clsoe»"}`,
    message: /^No sub-grader has the key "clsoe"/,
    fix: { title: 'Replace with "close"', result: "close" },
  },
  {
    what: "a sub-grader that the formula leaves out",
    text: `{"type": "multi", "graders": {"exact": ${PART}, «"close"»: ${PART}}, "calculate_output": "exact"}`,
    message: /^The formula does not use "close"/,
  },
  {
    what: "a passing label that is no label",
    text: `{"type": "multi", "graders": {"tone": {${LABEL}, "labels": ["polite", "rude"], "passing_labels": [«"polit"»]}}, "calculate_output": "tone"}`,
    message: /^"polit" is none of the labels/,
  },
  {
    what: "a range that falls",
    text: `{"type": "score_model", "model": "gpt-4.1", "input": [{"role": "user", "content": "{{sample.output_text}}"}], "range": «[1, 0]»}`,
    message: /^range must rise: 1 is not below 0\.$/,
  },
  {
    what: "a side compared with itself",
    text: `{"type": "string_check", "input": "{{sample.output_text}}", "reference": «"{{sample.output_text}}"», "operation": "eq"}`,
    message: /^input and reference are the same/,
  },
  {
    what: "a top-level label_model",
    text: `{"type": «"label_model"», "model": "gpt-4.1", "input": [{"role": "user", "content": "{{sample.output_text}}"}], "labels": ["a"], "passing_labels": ["a"]}`,
    message: /^Hosted run and validate take label_model only inside a multi/,
  },
];
