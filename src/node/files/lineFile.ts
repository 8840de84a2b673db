import { open, type FileHandle } from "node:fs/promises";
import { resolve } from "node:path";
import type { LineFile } from "../../core/ports";
import { fileError } from "./fileError";
import { appendInOrder } from "./lineQueue";
import { readBytes } from "./readBytes";
import { decodeText, FileError } from "./readTextFile";
import { withoutHalfCharacters } from "./utf8";

const LINE_FEED = 0x0a;

/** The lines of a file on this machine. Its errors are FileErrors. */
export function lineFile(path: string): LineFile {
  return {
    read: () => readLineFile(path),
    append: (line) => appendInOrder(resolve(path), line, (lines) => appendLines(path, lines)),
  };
}

async function readLineFile(path: string): Promise<string | undefined> {
  try {
    return decodeLines(path, await readBytes(path, { pipes: false }));
  } catch (error) {
    if (error instanceof FileError && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * The text of lines that were written one by one, of which some may have broken off in the middle of a character.
 * @param path what messages call the file
 * @throws FileError where the bytes are no UTF-8 text otherwise
 */
export function decodeLines(path: string, bytes: Buffer): string {
  return decodeText(path, withoutHalfCharacters(bytes)).text;
}

/** What is put behind the bytes of a file to add lines to it. @param last the file's last byte, if it has one */
export function addedText(last: number | undefined, lines: readonly string[]): string {
  const lead = last === undefined || last === LINE_FEED ? "" : "\n";
  return `${lead}${lines.join("\n")}\n`;
}

async function appendLines(path: string, lines: readonly string[]): Promise<void> {
  try {
    // Whatever else is written to the file meanwhile, ours goes to its end.
    const file = await open(path, "a+");
    try {
      await writeAll(file, Buffer.from(addedText(await lastByte(file), lines)));
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileError(path, error);
  }
}

/** Looked at each time: an editor, git or another process may have written since. */
async function lastByte(file: FileHandle): Promise<number | undefined> {
  const { size } = await file.stat();
  if (size === 0) return undefined;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0];
}

async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let written = 0; written < bytes.length;) written += (await file.write(bytes, written)).bytesWritten;
}
