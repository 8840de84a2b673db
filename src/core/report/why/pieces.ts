import type { TextPiece } from "../panel/panelView";
import type { Chunk } from "./align";
import { characterName } from "./characters";

type Side = "input" | "reference";

/** Named characters a side; past them a text is full of such and naming them helps nobody. */
const MOST_NAMED = 500;

/** Named wherever they stand: nobody sees them, and they are in no ordinary text. */
const SUSPICIOUS =
  /([\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00a0\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202f\u205f-\u2064\u2066-\u206f\ufeff\ufff9-\ufffd]|[\ud800-\udfff])\1*/gu;

/** Named where they make the difference: what looks like nothing or like another character. */
const LOOKALIKE =
  /(?![ \n\t])([\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{M}\p{Z}\u00ab\u00b4\u00bb\u2010-\u201f\u2032\u2033\u2212\uff0d])\1*/gu;
/** Named where blanks are all that differs, and at a text's end: a trailing line break is the usual culprit. */
const BLANK = /([\s\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{M}])\1*/gu;

/** One side of aligned texts in pieces; joined they are the side's text. */
export function piecesOf(chunks: readonly Chunk[], side: Side): readonly TextPiece[] {
  const firstDifferent = chunks.findIndex((chunk) => !chunk.same);
  const splitter = new Splitter();
  return chunks.flatMap((chunk, index) => {
    const text = chunk[side];
    if (text === "") return [];
    const pieces = chunk.same ? splitter.same(text) : splitter.different(text, index === chunks.length - 1);
    const [first, ...rest] = pieces;
    return index === firstDifferent && first ? [{ ...first, first: true as const }, ...rest] : pieces;
  });
}

class Splitter {
  private named = 0;

  same(text: string): readonly TextPiece[] {
    return this.split(text, SUSPICIOUS, true);
  }

  different(text: string, atEnd: boolean): readonly TextPiece[] {
    const inside = text.trimEnd();
    if (inside === "") return this.split(text, BLANK, false);
    if (!atEnd) return this.split(text, LOOKALIKE, false);
    return [...this.split(inside, LOOKALIKE, false), ...this.split(text.slice(inside.length), BLANK, false)];
  }

  private split(text: string, wanted: RegExp, same: boolean): readonly TextPiece[] {
    const pieces: TextPiece[] = [];
    let at = 0;
    for (const { 0: run, index } of text.matchAll(wanted)) {
      // A carriage return before its line feed is a line end like any other, unless it is what differs.
      if (wanted === LOOKALIKE && run === "\r" && text[index + 1] === "\n") continue;
      if (++this.named > MOST_NAMED) break;
      if (index > at) pieces.push(piece(same, text.slice(at, index)));
      pieces.push(invisible(run, same));
      at = index + run.length;
    }
    if (at < text.length) pieces.push(piece(same, text.slice(at)));
    return pieces;
  }
}

function piece(same: boolean, text: string): TextPiece {
  return { kind: same ? "same" : "different", text };
}

function invisible(run: string, same: boolean): TextPiece {
  const characters = Array.from(run);
  const name = characterName(characters[0] ?? "") ?? "";
  const times = characters.length > 1 ? ` ×${characters.length}` : "";
  return {
    kind: "invisible",
    text: run,
    name: `${name}${times}`,
    ...(!same && { different: true as const }),
  };
}
