import { viewsOf } from "./encodedViews";
import { PieceFinder } from "./pieceFinder";

const STAND_IN = "[key]";

/** How much of a key in a row gives it away: characters, and as many bytes in hexadecimal and in base64. */
const TELLING = { plain: 8, hex: 16, base64: 10 };
/** A key of digits alone must be so long to be told from a number that only happens to be in an answer. */
const TELLING_DIGITS = 16;
/** A text with fewer different characters is a filler, such as `00000000`. */
const LEAST_VARIETY = 3;

/**
 * Takes keys out of texts, in whole or in part: every run of eight of a key's characters, also in hexadecimal, in
 * base64 (inside a longer one too) and under the escapes of addresses, JSON and web pages. The time it takes grows
 * with the text alone.
 */
export class KeyFilter {
  private readonly finders: readonly PieceFinder[];

  constructor(private readonly keys: readonly string[]) {
    const bytes = keys.map((key) => new TextEncoder().encode(key));
    const digits = keys.filter((key) => key.length >= TELLING_DIGITS && !isNoNumber(key));
    this.finders = [
      new PieceFinder(keys, TELLING.plain, lowerCase, (piece) => isVaried(piece) && isNoNumber(piece)),
      ...digits.map((key) => new PieceFinder([key], key.length, lowerCase, isVaried)),
      new PieceFinder(bytes.map(hexOf), TELLING.hex, lowerCase, isVaried),
      new PieceFinder(bytes.flatMap(base64Of), TELLING.base64, oneAlphabet, isVaried),
    ];
  }

  /** Words for people, such as an error's: shorter keys are taken out too, where they stand as a word of their own. */
  words(text: string): string {
    return this.keys
      .filter((key) => key.length < TELLING.plain)
      .reduce(withoutWord, this.without(text, false));
  }

  /**
   * An answer whose values count: what may be there by chance is left, or a key such as `1` or `none` would
   * falsify it. No such key is a secret.
   */
  answer(text: string): string {
    return this.without(text, true);
  }

  private without(text: string, onlyTelling: boolean): string {
    const ranges: Range[] = [];
    for (const view of viewsOf(text))
      for (const finder of this.finders)
        finder.find(view.text, (start, end, tells) => {
          if (tells || !onlyTelling) ranges.push(view.range(start, end));
        });
    return withoutRanges(text, ranges);
  }
}

type Range = readonly [start: number, end: number];

function withoutRanges(text: string, ranges: Range[]): string {
  const pieces: string[] = [];
  let read = 0;
  for (const [start, end] of ranges.sort(([one], [other]) => one - other)) {
    if (end <= read) continue;
    if (start > read || read === 0) pieces.push(text.slice(read, start), STAND_IN);
    read = end;
  }
  return pieces.length === 0 ? text : pieces.join("") + text.slice(read);
}

function withoutWord(text: string, key: string): string {
  const word = key.replace(/[^\w]/g, "\\$&");
  return text.replace(new RegExp(`(?<!\\w)${word}(?!\\w)`, "g"), STAND_IN);
}

function lowerCase(piece: string): string {
  return piece.toLowerCase();
}

/** The alphabet of base64 for addresses and file names differs in two letters. */
function oneAlphabet(piece: string): string {
  return piece.replace(/-/g, "+").replace(/_/g, "/");
}

function isVaried(piece: string): boolean {
  return new Set(piece).size >= LEAST_VARIETY;
}

function isNoNumber(piece: string): boolean {
  return /[^\d.eE+-]/.test(piece);
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What of the key's base64 is the same whatever stands before and after it, by where in three bytes it begins. */
function base64Of(bytes: Uint8Array): readonly string[] {
  return [0, 1, 2].map((before) => {
    const binary = "\0".repeat(before) + Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
    return btoa(binary).slice(Math.ceil((before * 8) / 6), Math.floor((binary.length * 8) / 6));
  });
}
