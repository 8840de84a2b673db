/**
 * A text as an editor holds it in a file: VS Code ends all lines of a document alike, UTF-8 has no half
 * surrogates, and a leading byte order mark belongs to the file. Two texts that an editor can't tell apart are
 * equal here, and places lead back to the text as it was.
 */
export class EditorText {
  private constructor(
    readonly original: string,
    /** Lines end in `\n`. */
    readonly text: string,
    /** Ends of the pieces that differ, in this text and in the original one. */
    private readonly ends: readonly { readonly here: number; readonly original: number }[],
  ) {}

  static of(original: string): EditorText {
    const ends: { here: number; original: number }[] = [];
    let text = "";
    let done = 0;
    for (const { 0: piece, index } of original.matchAll(DIFFERS)) {
      text += original.slice(done, index) + replacement(piece);
      done = index + piece.length;
      ends.push({ here: text.length, original: done });
    }
    return new EditorText(original, text + original.slice(done), ends);
  }

  /** The original's offset of a place here. */
  toOriginal(offset: number): number {
    let low = 0;
    let high = this.ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.ends[middle]?.here ?? Infinity) <= offset) low = middle + 1;
      else high = middle;
    }
    const before = this.ends[low - 1];
    return before ? before.original + offset - before.here : offset;
  }
}

const DIFFERS = /^\ufeff+|\r\n?|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function replacement(piece: string): string {
  if (piece.startsWith("\ufeff")) return "";
  return piece.startsWith("\r") ? "\n" : "\ufffd";
}

/** What an editor shows of a text. */
export function editorText(text: string): string {
  return EditorText.of(text).text;
}
