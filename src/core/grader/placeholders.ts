/** What stands in a grader for a value that could not be read where it came from: `⟪JUDGE⟫`. */
export interface Placeholder {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

const LONGEST_NAME = 60;
const PLACEHOLDER = /⟪([^⟪⟫\r\n]{1,60})⟫/g;

/** The placeholder of this name, as a text or a part of one. */
export function placeholder(name: string): string {
  const plain = name
    .replace(/[⟪⟫\s]+/g, " ")
    .trim()
    .slice(0, LONGEST_NAME);
  return `⟪${plain === "" ? "value" : plain}⟫`;
}

/** The placeholders of a text, in their order. */
export function placeholdersIn(text: string): readonly Placeholder[] {
  return [...text.matchAll(PLACEHOLDER)].map(({ 0: whole, 1: name = "", index }) => ({
    name,
    start: index,
    end: index + whole.length,
  }));
}

/** Whether a value is nothing but a placeholder. */
export function isPlaceholder(value: unknown): boolean {
  if (typeof value !== "string") return false;
  const [first] = placeholdersIn(value);
  return first?.start === 0 && first.end === value.length;
}
