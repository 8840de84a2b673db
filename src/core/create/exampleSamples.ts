/** Two rows to begin with, a right answer and a wrong one, as the text of a `.samples.jsonl`. */
export const EXAMPLE_SAMPLES = [
  {
    name: "right",
    item: { question: "What is the capital of France?", answer: "Paris" },
    model_sample: "Paris",
  },
  {
    name: "wrong",
    item: { question: "What is the capital of Australia?", answer: "Canberra" },
    model_sample: "Sydney",
  },
]
  .map((row) => `${JSON.stringify(row)}\n`)
  .join("");
