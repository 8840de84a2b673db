/** What people call the right answer in their data, the likeliest first. */
const REFERENCE_NAMES = [
  "reference_answer",
  "reference",
  "expected_answer",
  "expected_output",
  "expected",
  "correct_answer",
  "ground_truth",
  "gold_answer",
  "ideal_answer",
  "ideal",
  "answer",
  "target",
  "label",
  "solution",
  "completion",
  "response",
  "output",
];

/** Any of these words in a longer name: `gold_intent`, `expectedTotal`. */
const REFERENCE_WORDS: ReadonlySet<string> = new Set([
  ...["reference", "expected", "correct", "gold", "golden", "ideal", "answer", "target", "label", "truth"],
  "solution",
]);

/** What the model was given. */
const QUESTION_NAMES = [
  "question",
  "prompt",
  "problem",
  "query",
  "instruction",
  "task",
  "user_message",
  "message",
  "messages",
  "input",
  "text",
  "context",
  "article",
  "document",
  "passage",
  "ticket",
];

const IDENTITY = /^(?:_?id|uuid|name|index|file|url|source|split|date|timestamp|.*_(?:id|at))$/i;

/** How likely a field is the right answer by its name: 0 is best; undefined says nothing. */
export function referenceRank(name: string): number | undefined {
  const known = REFERENCE_NAMES.findIndex((reference) => bare(reference) === bare(name));
  if (known >= 0) return known;
  return wordsOf(name).some((word) => REFERENCE_WORDS.has(word)) ? REFERENCE_NAMES.length : undefined;
}

/** How likely a field is what the model was asked, likewise. */
export function questionRank(name: string): number | undefined {
  const known = QUESTION_NAMES.findIndex((question) => bare(question) === bare(name));
  return known >= 0 ? known : undefined;
}

/** What a field is about, without words that say it is the right one: `intent` of `gold_intent`. */
export function subjectOf(name: string): string {
  return wordsOf(name)
    .filter((word) => !REFERENCE_WORDS.has(word))
    .join("");
}

/** A field that only tells rows apart. */
export function isIdentity(name: string): boolean {
  return IDENTITY.test(name);
}

function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/);
}
