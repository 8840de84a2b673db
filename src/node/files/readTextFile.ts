import { t } from "@vscode/l10n";
import { open, type FileHandle } from "node:fs/promises";
import { firstInvalidByte } from "./utf8";

/** A file that a user named, as text. */
export interface TextFile {
  readonly text: string;
  /** What is odd about the file and was got over, one sentence each. */
  readonly notes: readonly string[];
}

/** A file that can't be read as text, or written; the message names it, the reason and the mend. */
export class FileError extends Error {
  constructor(
    message: string,
    /** Node's code of the system's error, such as `ENOENT`. */
    readonly code?: string,
  ) {
    super(message);
  }
}

/** Larger than any grader or samples file that fits in memory with its rows. */
const MAX_BYTES = 512 * 1024 * 1024;

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: t("there is no such file"),
  EACCES: t("it may not be opened: check its permissions"),
  EPERM: t("it may not be opened: check its permissions"),
  EROFS: t("it may not be written: the file system is read-only"),
  EISDIR: t("it is a directory: name the file in it"),
  ENOTDIR: t("a part of its path is a file"),
  ENAMETOOLONG: t("its name is too long"),
};

/** An error of the file system in words. */
export function fileError(path: string, error: unknown): FileError {
  if (error instanceof FileError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  return new FileError(`${path}: ${REASONS[code ?? ""] ?? message}.`, code);
}

/**
 * Reads a UTF-8 file strictly: bytes that are no UTF-8 are an error, not replaced. A byte order mark is taken off.
 * @throws FileError naming the file, the reason and the mend
 */
export async function readTextFile(path: string): Promise<TextFile> {
  return decodeText(path, await readBytes(path));
}

/**
 * The text of a file's bytes; `path` is what messages call it.
 * @throws FileError where the bytes are no UTF-8 text
 */
export function decodeText(path: string, bytes: Buffer): TextFile {
  const encoding = wideEncoding(bytes);
  if (encoding !== undefined)
    throw new FileError(`${path}: ${t("the file is {0}. Save it as UTF-8.", encoding)}`);
  if (bytes.includes(0)) {
    throw new FileError(
      `${path}: ${t("the file is binary, or text in another encoding. Save it as UTF-8 text.")}`,
    );
  }
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
    return {
      text,
      notes: marked
        ? [`${path}: ${t("begins with a byte order mark, which was skipped. Save it as UTF-8 without one.")}`]
        : [],
    };
  } catch {
    const { line, column, byte } = firstInvalidByte(bytes);
    const shown = `0x${byte.toString(16).toUpperCase()}`;
    throw new FileError(
      `${path}:${line}:${column}: ${t("the byte {0} is no UTF-8 (is the file in Latin-1?). Save it as UTF-8.", shown)}`,
    );
  }
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    const file = await open(path, "r");
    try {
      const stats = await file.stat();
      if (stats.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
      if (stats.size > MAX_BYTES) throw tooLarge(path);
      return stats.isFile() ? await file.readFile() : await readStream(path, file);
    } finally {
      await file.close().catch(() => undefined);
    }
  } catch (error) {
    throw fileError(path, error);
  }
}

/** A pipe or device has no size to look at first, and may never end. */
async function readStream(path: string, file: FileHandle): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of file.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BYTES) throw tooLarge(path);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(path: string): FileError {
  return new FileError(`${path}: ${t("the file is larger than {0} MB. Split it.", MAX_BYTES / 1024 / 1024)}`);
}

function wideEncoding(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "UTF-16 (little endian)";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "UTF-16 (big endian)";
  return undefined;
}
