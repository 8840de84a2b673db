import { t } from "@vscode/l10n";
import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { FileError, fileError } from "./fileError";
import { decodeText, readTextFile } from "./readTextFile";

export interface HeadLimits {
  /** Bytes up to which a file is read whole. */
  readonly whole: number;
  /** Bytes that are read of a longer one. */
  readonly head: number;
}

export interface Head {
  readonly text: string;
  /** Whether this is the whole file; else it ends with the last line that was read to its end. */
  readonly isWhole: boolean;
}

/**
 * The first lines of a UTF-8 file, however long it is; all of them where it is not long.
 * @throws FileError naming the file, the reason and the mend
 */
export async function readHead(path: string, { whole, head }: HeadLimits): Promise<Head> {
  const bytes = await firstBytes(path, whole, head);
  if (!bytes) return { text: (await readTextFile(path)).text, isWhole: true };
  const end = bytes.lastIndexOf("\n") + 1;
  if (end === 0)
    throw new FileError(
      `${path}: ${t("its first line is longer than {0} MB. Write each row on a line of its own.", Math.round(head / 1024 / 1024))}`,
    );
  return { text: decodeText(path, bytes.subarray(0, end)).text, isWhole: false };
}

/** Undefined where the file is short, or no file with a length. */
async function firstBytes(path: string, whole: number, head: number): Promise<Buffer | undefined> {
  try {
    // Without waiting for a pipe's other end.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stats = await file.stat();
      if (!stats.isFile() || stats.size <= whole) return undefined;
      const { buffer, bytesRead } = await file.read(Buffer.alloc(head), 0, head, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileError(path, error);
  }
}
