import type { LinesBefore } from "./rows";

/** Whole lines of a file, by their bytes: a part that can be read and graded without the rest. */
export interface LineRange extends LinesBefore {
  /** The first byte, from 0. */
  readonly start: number;
  /** The byte behind the last one, which is a line feed unless the file ends without. */
  readonly end: number;
  /** Lines in it that are not blank: its rows. */
  readonly count: number;
}

const LINE_FEED = 0x0a;

/**
 * Cuts a UTF-8 file of JSON Lines into ranges, by its bytes alone.
 * @param chunks the file's bytes in order, cut anywhere; they may be overwritten when the next is asked for
 * @param size bytes from which on a range ends with its line; 1 or more
 */
export function* cutLines(chunks: Iterable<Uint8Array>, size: number): Generator<LineRange> {
  const blank = new BlankLine();
  let range = { start: 0, index: 0, line: 0 };
  let count = 0;
  let lines = 0;
  let offset = 0;
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.length;) {
      const feed = chunk.indexOf(LINE_FEED, at);
      blank.add(chunk, at, feed < 0 ? chunk.length : feed);
      if (feed < 0) break;
      at = feed + 1;
      lines++;
      if (!blank.end()) count++;
      const end = offset + at;
      if (end - range.start < size) continue;
      yield { ...range, end, count };
      range = { start: end, index: range.index + count, line: range.line + lines };
      count = lines = 0;
    }
    offset += chunk.length;
  }
  if (offset === range.start) return;
  yield { ...range, end: offset, count: count + (blank.end() ? 0 : 1) };
}

/** Whether a line is blank as `trim` sees it. Most lines say so by their first byte. */
class BlankLine {
  private hasInk = false;
  /** Bytes beyond ASCII of a line that has had no ASCII but spaces: Unicode has spaces of its own. */
  private wide: number[] = [];

  /** Bytes of the line from `start` to before `end`. */
  add(bytes: Uint8Array, start: number, end: number): void {
    for (let at = start; at < end && !this.hasInk; at++) {
      const byte = bytes[at] ?? 0;
      if (byte >= 0x80) this.wide.push(byte);
      else if (byte > 0x20 || !isSpace(byte)) this.hasInk = true;
    }
  }

  /** Whether the line was blank; the next one begins. */
  end(): boolean {
    const isBlank = !this.hasInk && (this.wide.length === 0 || isSpaces(this.wide));
    this.hasInk = false;
    if (this.wide.length > 0) this.wide = [];
    return isBlank;
  }
}

/** Of ASCII's control characters and its space. */
function isSpace(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

function isSpaces(utf8: readonly number[]): boolean {
  return new TextDecoder().decode(Uint8Array.from(utf8)).trim() === "";
}
