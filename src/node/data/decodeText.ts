import { t } from "@vscode/l10n";
import { TextDecoder } from "node:util";
import { FileError } from "../files/fileError";
import { firstInvalidByte } from "../files/utf8";

/** A piece of a text, and the lines in it that hold bytes which are no characters. */
export interface TextPiece {
  readonly text: string;
  readonly badLines: readonly BadLine[];
}

/** By its offsets in the whole text. */
export interface BadLine {
  readonly start: number;
  readonly end: number;
  /** The first byte that is no character. */
  readonly byte: number;
}

const NONE: readonly BadLine[] = [];
const LINE_FEED = 0x0a;

/**
 * The text of bytes that come in pieces: UTF-8, or UTF-16 where a byte order mark says so. What is no UTF-8 costs its
 * line only. The mark is taken off.
 * @param name what messages call the file
 * @throws FileError for what is binary
 */
export async function* decodeText(name: string, pieces: AsyncIterable<Buffer>): AsyncGenerator<TextPiece> {
  let decoder: Utf8Lines | TextDecoder | undefined;
  for await (const piece of pieces) {
    decoder ??= decoderFor(name, piece);
    if (decoder instanceof TextDecoder) {
      yield { text: decoder.decode(piece, { stream: true }), badLines: NONE };
      continue;
    }
    if (piece.includes(0)) throw binary(name);
    yield decoder.add(piece);
  }
  if (decoder instanceof TextDecoder) yield { text: decoder.decode(), badLines: NONE };
  else if (decoder) yield decoder.end();
}

function decoderFor(name: string, first: Buffer): Utf8Lines | TextDecoder {
  if (first[0] === 0xff && first[1] === 0xfe) return new TextDecoder("utf-16le");
  if (first[0] === 0xfe && first[1] === 0xff) return new TextDecoder("utf-16be");
  return new Utf8Lines(name);
}

function binary(name: string): FileError {
  return new FileError(
    `${name}: ${t("the file is binary, or text in another encoding. Save it as UTF-8 text.")}`,
  );
}

/** Longer lines are in no file of rows, and no JSON document. */
const MOST_WAITING = 512 * 1024 * 1024;

/** Decodes up to the last line feed that has come, so that a fault costs its line. */
class Utf8Lines {
  private rest: Buffer[] = [];
  private waiting = 0;
  private offset = 0;
  private isFirst = true;

  constructor(private readonly name: string) {}

  add(piece: Buffer): TextPiece {
    const end = piece.lastIndexOf(LINE_FEED) + 1;
    if (end === 0) {
      this.rest.push(piece);
      this.waiting += piece.length;
      if (this.waiting > MOST_WAITING)
        throw new FileError(
          `${this.name}: ${t("a line is longer than 512 MB. Write each row on a line of its own.")}`,
        );
      return { text: "", badLines: NONE };
    }
    const whole = Buffer.concat([...this.rest, piece.subarray(0, end)]);
    this.rest = end < piece.length ? [piece.subarray(end)] : [];
    this.waiting = piece.length - end;
    return this.decode(whole);
  }

  end(): TextPiece {
    const whole = Buffer.concat(this.rest);
    this.rest = [];
    return this.decode(whole);
  }

  private decode(bytes: Buffer): TextPiece {
    const ignoreBOM = !this.isFirst;
    this.isFirst = false;
    const strict = decodeStrictly(bytes, ignoreBOM);
    const piece =
      strict === undefined ? this.decodeByLines(bytes, ignoreBOM) : { text: strict, badLines: NONE };
    this.offset += piece.text.length;
    return piece;
  }

  private decodeByLines(bytes: Buffer, ignoreBOM: boolean): TextPiece {
    const badLines: BadLine[] = [];
    let text = "";
    for (let start = 0; start < bytes.length;) {
      const feed = bytes.indexOf(LINE_FEED, start);
      const end = feed < 0 ? bytes.length : feed + 1;
      const line = bytes.subarray(start, end);
      const before = this.offset + text.length;
      const strict = decodeStrictly(line, ignoreBOM || start > 0);
      text += strict ?? new TextDecoder("utf-8", { ignoreBOM: ignoreBOM || start > 0 }).decode(line);
      if (strict === undefined)
        badLines.push({ start: before, end: this.offset + text.length, byte: firstInvalidByte(line).byte });
      start = end;
    }
    return { text, badLines };
  }
}

function decodeStrictly(bytes: Buffer, ignoreBOM: boolean): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM }).decode(bytes);
  } catch {
    return undefined;
  }
}
