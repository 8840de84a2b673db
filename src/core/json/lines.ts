/** A place as editors count: zero-based line, and UTF-16 units into it. */
export interface LinePosition {
  readonly line: number;
  readonly character: number;
}

/** Offsets ↔ lines of a text; `\n`, `\r\n` and `\r` end a line. */
export class LineIndex {
  private readonly starts: number[] = [0];

  constructor(readonly text: string) {
    for (const match of text.matchAll(/\r\n|\n|\r/g)) this.starts.push(match.index + match[0].length);
  }

  get lineCount(): number {
    return this.starts.length;
  }

  positionOf(offset: number): LinePosition {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: Math.max(offset, 0) - (this.starts[low] ?? 0) };
  }

  /** The offset of a place; a place past its line's end, before the line break, or the text's end is clamped. */
  offsetOf({ line, character }: LinePosition): number {
    const start = this.starts[line] ?? this.text.length;
    return Math.min(start + character, this.endOf(line));
  }

  private endOf(line: number): number {
    const next = this.starts[line + 1];
    if (next === undefined) return this.text.length;
    return this.text.slice(next - 2, next) === "\r\n" ? next - 2 : next - 1;
  }
}
