import { t } from "@vscode/l10n";
import { closeSync, openSync, readSync } from "node:fs";
import { FileError } from "./fileError";

const CHUNK_BYTES = 1024 * 1024;
/** In UTF-16 units; no row is so long, but a device may never end a line. */
const MAX_LINE = 128 * 1024 * 1024;

/**
 * The lines of a UTF-8 file without their line feeds, a chunk of the file in memory at a time. Reads
 * synchronously: a chunk takes less than grading one of its rows.
 * @throws TypeError where the bytes are no UTF-8, FileError where a line never ends, or what the file system says
 */
export function* readLines(path: string): Generator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const chunk = new Uint8Array(CHUNK_BYTES);
  const file = openSync(path, "r");
  try {
    let rest = "";
    for (let size = -1; size !== 0;) {
      size = readSync(file, chunk);
      const text = decoder.decode(chunk.subarray(0, size), { stream: size > 0 });
      const lines = text.split("\n");
      lines[0] = rest + (lines[0] ?? "");
      rest = lines.pop() ?? "";
      if (rest.length > MAX_LINE)
        throw new FileError(
          `${path}: ${t("a line is longer than 128 MB. Write each row on a line of its own.")}`,
        );
      yield* lines;
    }
    yield rest;
  } finally {
    closeSync(file);
  }
}
