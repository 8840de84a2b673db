import { t } from "@vscode/l10n";
import { open, stat, type FileHandle } from "node:fs/promises";
import { namedFormat, type DataFormat } from "../../core/grader/dataFormats";
import type { DataRecord } from "../../core/dataset/records";
import { TableError, TableReader } from "../../core/dataset/table";
import { tryReadJson } from "../../core/json/read";
import { FileError } from "../files/fileError";
import { streamBytes, streamStandardInput, type ReadOptions } from "../files/readBytes";
import { decodeText, type BadLine, type TextPiece } from "./decodeText";
import { isGzip, largePieces, Pieces, unpacked } from "./pieces";
import { scratchFile, type Scratch } from "./scratch";

/** A data file whose rows can be read once, in order. */
export interface OpenData {
  /** What messages call it. */
  readonly name: string;
  readonly format: DataFormat;
  /** For all formats but JSON, which is one document. */
  readonly records: AsyncIterable<DataRecord>;
}

/** A JSON document as a whole. */
export interface OpenDocument {
  readonly name: string;
  readonly format: "json";
  readonly text: string;
}

export const STANDARD_INPUT = "-";

/**
 * Opens a data file, whatever it holds: its name says the format, and where it says nothing, or a packed file has
 * another name, its first bytes do. `-` is standard input.
 * @throws FileError naming the file, the reason and the mend; the records throw it too
 */
export async function openData(path: string, options: ReadOptions = {}): Promise<OpenData | OpenDocument> {
  const name = path === STANDARD_INPUT ? "standard input" : path;
  const raw =
    path === STANDARD_INPUT ? streamStandardInput(name, options.signal) : streamBytes(path, options);
  const outer = new Pieces(raw);
  const packed = isGzip(await outer.first(2));
  const pieces = packed ? new Pieces(largePieces(readable(name, unpacked(outer)))) : outer;
  const head = await pieces.first(LOOKED_AT);
  const named = namedFormat(path)?.format;
  if (isParquet(head))
    return { name, format: "parquet", records: parquetRecords(name, pieces, path, packed) };
  if (named === "parquet")
    throw new FileError(`${name}: ${t("this is no Parquet file: it does not begin with PAR1.")}`);
  const format = named ?? guessFormat(head);
  const texts = decodeText(name, pieces);
  if (format === "json") return { name, format, text: await wholeText(name, texts) };
  if (format === "jsonl") return { name, format, records: lineRecords(texts) };
  return { name, format, records: tableRecords(name, texts, format === "tsv" ? "\t" : undefined) };
}

/** So much of a file says what it is. */
const LOOKED_AT = 64 * 1024;

function isParquet(head: Buffer): boolean {
  return head.subarray(0, 4).toString("latin1") === "PAR1";
}

/** Of a file whose name says nothing. */
function guessFormat(head: Buffer): Exclude<DataFormat, "parquet"> {
  const isWide = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  if (isWide) return "csv";
  const text = head.toString("utf8").trimStart();
  if (!/^\uFEFF?\s*[[{]/.test(text)) return text === "" ? "jsonl" : "csv";
  const [line = ""] = text.replace(/^\uFEFF/, "").split("\n");
  // A line that is cut off is one of JSON Lines, unless it is the only document.
  if (line.length < text.length ? tryReadJson(line) === undefined : text.startsWith("[")) return "json";
  return "jsonl";
}

async function* readable(name: string, pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* pieces;
  } catch (error) {
    if (error instanceof FileError) throw error;
    const { code = "", message } = error as NodeJS.ErrnoException;
    if (!code.startsWith("Z_")) throw error;
    throw new FileError(`${name}: ${t("the file can't be unpacked: {0}.", message)}`);
  }
}

/** Larger than any document that fits in memory with its rows. */
const MOST_CHARACTERS = 512 * 1024 * 1024;

async function wholeText(name: string, texts: AsyncIterable<TextPiece>): Promise<string> {
  let whole = "";
  for await (const { text, badLines } of texts) {
    const [bad] = badLines;
    whole += text;
    if (bad) throw new FileError(`${name}:${lineAt(whole, bad.start)}:1: ${badByte(bad)}`);
    if (whole.length > MOST_CHARACTERS)
      throw new FileError(`${name}: ${t("the file is larger than {0} MB. Split it.", 512)}`);
  }
  return whole;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

function badByte({ byte }: BadLine): string {
  const shown = `0x${byte.toString(16).toUpperCase()}`;
  return t("the byte {0} is no UTF-8 (is the file in Latin-1?). Save it as UTF-8.", shown);
}

async function* lineRecords(texts: AsyncIterable<TextPiece>): AsyncGenerator<DataRecord> {
  let [line, start, rest] = [0, 0, ""];
  const bad = new BadLines();
  for await (const { text, badLines } of texts) {
    bad.add(badLines);
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const one of lines) {
      yield* lineRecord(one, ++line, start, bad);
      start += one.length + 1;
    }
  }
  yield* lineRecord(rest, ++line, start, bad);
}

function* lineRecord(text: string, line: number, start: number, bad: BadLines): Generator<DataRecord> {
  if (text.trim() === "") return;
  const place = { line, start, end: start + text.length - (text.endsWith("\r") ? 1 : 0) };
  const fault = bad.within(place.start, place.end);
  yield fault === undefined ? { ...place, kind: "text", text } : { ...place, kind: "fault", message: fault };
}

async function* tableRecords(
  name: string,
  texts: AsyncIterable<TextPiece>,
  separator: string | undefined,
): AsyncGenerator<DataRecord> {
  const reader = new TableReader(separator);
  const bad = new BadLines();
  try {
    for await (const { text, badLines } of texts) {
      bad.add(badLines);
      for (const record of reader.add(text)) yield bad.mark(record);
    }
    for (const record of reader.end()) yield bad.mark(record);
  } catch (error) {
    if (error instanceof TableError) throw new FileError(`${name}: ${error.message}`);
    throw error;
  }
}

/** Lines with bytes that are no characters, asked of in their order. */
class BadLines {
  private lines: BadLine[] = [];

  add(lines: readonly BadLine[]): void {
    if (lines.length > 0) this.lines = [...this.lines, ...lines];
  }

  within(start: number, end: number): string | undefined {
    while (this.lines[0] && this.lines[0].end <= start) this.lines.shift();
    const [first] = this.lines;
    return first && first.start < Math.max(end, start + 1) ? badByte(first) : undefined;
  }

  mark(record: DataRecord): DataRecord {
    const { line, start, end } = record;
    const message = this.within(start, end);
    return message === undefined ? record : { line, start, end, kind: "fault", message };
  }
}

async function* parquetRecords(
  name: string,
  pieces: Pieces,
  path: string,
  packed: boolean,
): AsyncGenerator<DataRecord> {
  const { readParquet, ParquetError } = await import("./parquet");
  let scratch: Scratch | undefined;
  let file: FileHandle | undefined;
  try {
    const found = packed ? undefined : await regularFile(path);
    // Its end is read first: what comes in order only is written down.
    if (!found) scratch = await scratchFile(pieces);
    else await pieces.close();
    file = found ?? (await open(scratch?.path ?? path));
    yield* readParquet(await bufferOf(file));
  } catch (error) {
    if (error instanceof ParquetError)
      throw new FileError(`${name}: ${t("the file can't be read as Parquet: {0}", error.message)}`);
    throw error;
  } finally {
    await file?.close();
    await scratch?.remove();
  }
}

async function regularFile(path: string): Promise<FileHandle | undefined> {
  if (path === STANDARD_INPUT) return undefined;
  return (await stat(path)).isFile() ? open(path) : undefined;
}

async function bufferOf(file: FileHandle) {
  const { size } = await file.stat();
  return {
    byteLength: size,
    async slice(start: number, end = size): Promise<ArrayBuffer> {
      const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - start));
      let at = 0;
      for (let read = -1; read !== 0 && at < bytes.length; at += read)
        read = (await file.read(bytes, at, bytes.length - at, start + at)).bytesRead;
      return bytes.buffer;
    },
  };
}
