import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { fileError } from "./fileError";

/** What a file's content is told by. */
export interface FilePrint {
  readonly bytes: number;
  /** SHA-256 in hexadecimal. */
  readonly fingerprint: string;
}

/** Reads a file through, a piece of it in memory at a time. @throws FileError, or the signal's reason */
export async function fingerprintOf(path: string, signal: AbortSignal): Promise<FilePrint> {
  const hash = createHash("sha256");
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(path, { signal, highWaterMark: 1024 * 1024 })) {
      const piece = chunk as Buffer;
      hash.update(piece);
      bytes += piece.length;
    }
  } catch (error) {
    signal.throwIfAborted();
    throw fileError(path, error);
  }
  return { bytes, fingerprint: hash.digest("hex") };
}
