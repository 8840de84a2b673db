/** Says that text from `start` to `end` is made of pieces; `tells` whether one of them can be nothing else. */
export type Found = (start: number, end: number, tells: boolean) => void;

const PAIRS = 1 << 14;

/**
 * Finds every piece of a certain length of some words in a text, in one pass that reads most texts by leaps
 * (Wu and Manber's): the last two characters under the window say how far the next piece can be.
 */
export class PieceFinder {
  private readonly pieces = new Map<string, boolean>();
  private readonly leaps: Uint8Array;
  /** Pairs with which pieces begin. */
  private readonly beginnings = new Uint8Array(PAIRS);

  /**
   * @param fold takes characters that count as the same for one, each for itself
   * @param tells whether a piece is telling
   */
  constructor(
    words: readonly string[],
    private readonly length: number,
    private readonly fold: (piece: string) => string,
    tells: (piece: string) => boolean,
  ) {
    this.leaps = new Uint8Array(PAIRS).fill(length - 1);
    for (const word of words.map(fold))
      for (let at = 0; at + length <= word.length; at++) this.add(word.slice(at, at + length), tells);
  }

  private add(piece: string, tells: (piece: string) => boolean): void {
    if (this.pieces.has(piece)) return;
    this.pieces.set(piece, tells(piece));
    this.beginnings[pairAt(piece, 2)] = 1;
    for (let end = 2; end <= this.length; end++) {
      const pair = pairAt(piece, end);
      this.leaps[pair] = Math.min(this.leaps[pair] ?? 0, this.length - end);
    }
  }

  /** Whether the piece at a place tells; undefined where there is none. */
  private pieceAt(text: string, at: number): boolean | undefined {
    if (this.beginnings[pairAt(text, at + 2)] === 0) return undefined;
    return this.pieces.get(this.fold(text.slice(at, at + this.length)));
  }

  /** Tells of each stretch of overlapping pieces once, from left to right. */
  find(text: string, found: Found): void {
    if (this.pieces.size === 0) return;
    let start = 0;
    let end = 0;
    let tells = false;
    for (let at = 0; at + this.length <= text.length;) {
      const leap = this.leaps[pairAt(text, at + this.length)] ?? 0;
      const telling = leap > 0 ? undefined : this.pieceAt(text, at);
      if (telling !== undefined) {
        if (at > end || end === 0) {
          if (end > 0) found(start, end, tells);
          start = at;
          tells = false;
        }
        end = at + this.length;
        tells ||= telling;
      }
      at += Math.max(leap, 1);
    }
    if (end > 0) found(start, end, tells);
  }
}

/** Of the two characters before `end`; what any fold makes one is one here. */
function pairAt(text: string, end: number): number {
  return ((kind(text.charCodeAt(end - 2)) << 7) | kind(text.charCodeAt(end - 1))) & (PAIRS - 1);
}

const KINDS = Uint8Array.from(
  { length: 256 },
  (_, code) =>
    String.fromCharCode(code).toLowerCase().replace("-", "+").replace("_", "/").charCodeAt(0) & 0x7f,
);

function kind(code: number): number {
  return KINDS[code & 0xff] ?? 0;
}
