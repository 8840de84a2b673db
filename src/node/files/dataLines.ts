import { inSlices } from "../slices";
import { readLines } from "./readLines";
import { fileError, readTextFile } from "./readTextFile";

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
