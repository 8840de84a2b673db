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
    /** Source offset of each decoded unit, and of the closing quote at the end. */
    private readonly sources: Uint32Array,
  ) {}

  /**
   * @param literal the literal as it stands in the file, opening quote first; an unclosed one is read to its end
   * @param start the offset of the opening quote in the file
   */
  static of(literal: string, start: number): StringOffsets {
    const closed = literal.length >= 2 && literal.endsWith('"') && !endsInEscape(literal);
    const end = closed ? literal.length - 1 : literal.length;
    const sources = new Uint32Array(end + 1);
    let decoded = "";
    let at = 1;
    while (at < end) {
      const unit =
        literal[at] === "\\" ? readEscape(literal, at, end) : { text: literal.charAt(at), length: 1 };
      sources[decoded.length] = start + at;
      decoded += unit.text;
      at += unit.length;
    }
    sources[decoded.length] = start + Math.max(end, 1);
    return new StringOffsets(decoded, sources.slice(0, decoded.length + 1));
  }

  /** The file's offset of a decoded one; clamped to the string's inside. */
  toSource(decodedOffset: number): number {
    const index = Math.min(Math.max(decodedOffset, 0), this.decoded.length);
    return this.sources[index] ?? 0;
  }

  /** The decoded offset of a place in the file; a place within an escape belongs to the character it writes. */
  toDecoded(sourceOffset: number): number {
    let low = 0;
    let high = this.decoded.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.sources[middle] ?? 0) <= sourceOffset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The file's range of a decoded one. */
  toSourceRange(start: number, end: number): { start: number; end: number } {
    return { start: this.toSource(start), end: this.toSource(end) };
  }
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
