import { t } from "@vscode/l10n";
import { FileError } from "./fileError";
import { readBytes, type ReadOptions } from "./readBytes";
import { firstInvalidByte } from "./utf8";

export { FileError } from "./fileError";

/** A file that a user named, as text. */
export interface TextFile {
  readonly text: string;
  /** What is odd about the file and was got over, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Reads a UTF-8 file strictly: bytes that are no UTF-8 are an error, not replaced. A byte order mark is taken off.
 * @throws FileError naming the file, the reason and the mend
 */
export async function readTextFile(path: string, options?: ReadOptions): Promise<TextFile> {
  return decodeText(path, await readBytes(path, options));
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

function wideEncoding(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "UTF-16 (little endian)";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "UTF-16 (big endian)";
  return undefined;
}
