/**
 * Places inside a JSON string literal: between the text that the string means (*decoded*) and the text
 * that stands in the file (*source*, with its escapes). Python errors, templates and formulas are found in
 * decoded text and must be underlined in the file; completion goes the other way.
 *
 * All offsets are UTF-16 units. A surrogate pair written as one or as two `\u` escapes keeps one source
 * place for each half.
 */
export class StringOffsets {
  private constructor(
    /** What the string means. */
    readonly decoded: string,
    /** Where the two begin to run in step, in the beginning and behind each escape. */
    private readonly steps: Steps,
  ) {}

  /**
   * @param literal the literal as it stands in the file, opening quote first; an unclosed one is read to its end
   * @param start the offset of the opening quote in the file
   */
  static of(literal: string, start: number): StringOffsets {
    const closed = literal.length >= 2 && literal.endsWith('"') && !endsInEscape(literal);
    const end = closed ? literal.length - 1 : literal.length;
    const steps = { decoded: [0], source: [start + 1] };
    const pieces: string[] = [];
    let length = 0;
    const add = (piece: string) => {
      pieces.push(piece);
      length += piece.length;
    };
    let at = 1;
    for (let escape = nextEscape(literal, at, end); escape >= 0; escape = nextEscape(literal, at, end)) {
      add(literal.slice(at, escape));
      const unit = readEscape(literal, escape, end);
      add(unit.text);
      at = escape + unit.length;
      steps.decoded.push(length);
      steps.source.push(start + at);
    }
    add(literal.slice(at, end));
    return new StringOffsets(pieces.join(""), steps);
  }

  /** The file's offset of a decoded one; clamped to the string's inside. */
  toSource(decodedOffset: number): number {
    const { decoded, source } = this.steps;
    const wanted = Math.min(Math.max(decodedOffset, 0), this.decoded.length);
    const step = lastUpTo(decoded, wanted);
    return (source[step] ?? 0) + wanted - (decoded[step] ?? 0);
  }

  /** The decoded offset of a place in the file; a place within an escape belongs to the character it writes. */
  toDecoded(sourceOffset: number): number {
    const { decoded, source } = this.steps;
    const step = lastUpTo(source, sourceOffset);
    const next = decoded[step + 1];
    const last = next === undefined ? this.decoded.length : next - 1;
    return Math.min(Math.max((decoded[step] ?? 0) + sourceOffset - (source[step] ?? 0), 0), last);
  }

  /** The file's range of a decoded one. */
  toSourceRange(start: number, end: number): { start: number; end: number } {
    return { start: this.toSource(start), end: this.toSource(end) };
  }
}

/** Offsets of the same places, rising; long texts have few escapes. */
interface Steps {
  readonly decoded: readonly number[];
  readonly source: readonly number[];
}

/** The index of the last number that is not above `limit`. */
function lastUpTo(rising: readonly number[], limit: number): number {
  let low = 0;
  let high = rising.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((rising[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}

function nextEscape(literal: string, from: number, end: number): number {
  const found = literal.indexOf("\\", from);
  return found < end ? found : -1;
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

function readEscape(literal: string, at: number, end: number): { text: string; length: number } {
  const letter = literal.charAt(at + 1);
  const hex = literal.slice(at + 2, Math.min(at + 6, end));
  if (letter === "u" && /^[0-9a-fA-F]{4}$/.test(hex)) {
    return { text: String.fromCharCode(Number.parseInt(hex, 16)), length: 6 };
  }
  const text = SHORT_ESCAPES[letter];
  return text === undefined || at + 1 >= end ? { text: "\\", length: 1 } : { text, length: 2 };
}

function endsInEscape(literal: string): boolean {
  let slashes = 0;
  while (literal[literal.length - 2 - slashes] === "\\") slashes++;
  return slashes % 2 === 1;
}
