// Graders far bigger than people write them, of every type that an editor helps with.

const PROSE =
  "Judge whether the answer names the capital, gives its population and says where the figure is from. ";
const PYTHON =
  "import json\n\ndef grade(sample, item):\n    text = sample['output_text']\n    # the answer counts where it has the words\n    return 1.0 if item['answer'] in text else 0.0\n";

/** @param {string} piece @param {number} length */
const filled = (piece, length) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

/** @type {((length: number) => object)[]} */
const TEXTS = [
  (length) => ({
    type: "string_check",
    input: "{{sample.output_text}}",
    reference: `${filled(PROSE, length)} {{item.answer}}`,
    operation: "ilike",
  }),
  (length) => ({
    type: "text_similarity",
    input: "{{sample.output_text}}",
    reference: `${filled(PROSE, length)} {{item.answer}} {{item.details.source[0]}}`,
    evaluation_metric: "rouge_l",
  }),
];

/** @type {((length: number) => object)[]} */
const ALL = [
  ...TEXTS,
  (length) => ({ type: "python", source: filled(PYTHON, length) }),
  (length) => ({
    type: "score_model",
    model: "gpt-4.1",
    range: [0, 1],
    input: [
      { role: "system", content: filled(PROSE, length / 2) },
      { role: "user", content: `${filled(PROSE, length / 2)} {{item.answer}} {{sample.output_text}}` },
    ],
  }),
];

/**
 * The text of a multi.
 * @param {number} count of sub-graders
 * @param {number} size of the text, in characters, about
 * @param {"all" | "texts"} types all of them, or those whose reward is shown while typing
 */
export function bigGrader(count, size, types) {
  const makers = types === "all" ? ALL : TEXTS;
  const length = Math.floor(size / count) - 230;
  const graders = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `part_${index}`,
      { name: `part ${index}`, ...makers[index % makers.length]?.(length) },
    ]),
  );
  const formula = Object.keys(graders).map((key) => `${(1 / count).toFixed(4)} * ${key}`);
  return JSON.stringify(
    { type: "multi", name: "big", graders, calculate_output: formula.join(" + ") },
    null,
    2,
  );
}

/** A row that the grader's variables find their values in. */
export const ROW = {
  item: { answer: "Paris", details: { source: ["a census"] } },
  model_sample: filled(PROSE, 600),
};
