import { setImmediate } from "node:timers/promises";
import { readLines } from "./readLines";
import { fileError, readTextFile } from "./readTextFile";

/** How long lines are read in one go: shorter than a frame, so that nothing waits for a long file. */
const SLICE_MS = 8;

/**
 * The lines of a UTF-8 file of any length, without their line feeds, in slices of a few milliseconds; a chunk of
 * the file is in memory at a time.
 * @throws FileError naming the file, the reason and the mend
 */
export async function* readDataLines(path: string): AsyncGenerator<string> {
  try {
    yield* inSlices(readLines(path));
  } catch (error) {
    // What is no text is read again, by the reader that finds the place.
    if (error instanceof TypeError) await readTextFile(path);
    throw fileError(path, error);
  }
}

/** Lines in slices between which other work has its turn. */
export async function* inSlices(lines: Iterable<string>): AsyncGenerator<string> {
  let since = performance.now();
  for (const line of lines) {
    if (performance.now() - since > SLICE_MS) {
      await setImmediate();
      since = performance.now();
    }
    yield line;
  }
}
