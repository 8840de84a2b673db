import { stat } from "node:fs/promises";
import { inSlices } from "../slices";
import { fileError } from "./fileError";
import { readLines } from "./readLines";
import { readTextFile } from "./readTextFile";

/**
 * The lines of a UTF-8 file of any length, without their line feeds, in slices of a few milliseconds; a chunk of
 * the file is in memory at a time. A pipe is read to its end first.
 * @throws FileError naming the file, the reason and the mend
 */
export async function* readDataLines(path: string, signal?: AbortSignal): AsyncGenerator<string> {
  try {
    if (!(await stat(path)).isFile()) yield* (await readTextFile(path, { signal })).text.split("\n");
    else yield* inSlices(readLines(path));
  } catch (error) {
    signal?.throwIfAborted();
    // What is no text is read again, by the reader that finds the place.
    if (error instanceof TypeError) await readTextFile(path);
    throw fileError(path, error);
  }
}
