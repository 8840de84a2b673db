import { open } from "node:fs/promises";

/** A file that a user named, as text. */
export interface TextFile {
  readonly text: string;
  /** What is odd about the file and was got over, one sentence each. */
  readonly notes: readonly string[];
}

/** A file that can't be read as text; the message names it, the reason and the mend. */
export class FileError extends Error {}

/** Larger than any grader or samples file that fits in memory with its rows. */
const MAX_BYTES = 512 * 1024 * 1024;

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "it may not be read: check its permissions",
  EPERM: "it may not be read: check its permissions",
  EISDIR: "it is a directory: name the file in it",
  ENOTDIR: "a part of its path is a file",
  ENAMETOOLONG: "its name is too long",
};

/**
 * Reads a UTF-8 file strictly: bytes that are no UTF-8 are an error, not replaced. A byte order mark is taken off.
 * @throws FileError naming the file, the reason and the mend
 */
export async function readTextFile(path: string): Promise<TextFile> {
  const bytes = await readBytes(path);
  const encoding = wideEncoding(bytes);
  if (encoding !== undefined) throw new FileError(`${path}: the file is ${encoding}. Save it as UTF-8.`);
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
    return {
      text,
      notes: marked
        ? [`${path}: begins with a byte order mark, which was skipped. Save it as UTF-8 without one.`]
        : [],
    };
  } catch {
    throw new FileError(`${path}: byte ${firstInvalidByte(bytes)} is no UTF-8. Save the file as UTF-8.`);
  }
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    const file = await open(path, "r");
    try {
      const stats = await file.stat();
      if (stats.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
      if (stats.size > MAX_BYTES) {
        throw new FileError(`${path}: the file is larger than ${MAX_BYTES / 1024 / 1024} MB. Split it.`);
      }
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof FileError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? "";
    throw new FileError(`${path}: ${REASONS[code] ?? (error as Error).message}.`);
  }
}

function wideEncoding(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "UTF-16 (little endian)";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "UTF-16 (big endian)";
  return undefined;
}

/** The offset of the first byte at which strict decoding fails, by halving. */
function firstInvalidByte(bytes: Buffer): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decodes(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

/** Whether a prefix decodes; a character cut off at its end is none of its faults. */
function decodes(prefix: Buffer): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(prefix, { stream: true });
    return true;
  } catch {
    return false;
  }
}
