import { appendFile, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { recordingsName } from "../../core/grader/fileNames";
import { readRecordings, type ReadRecordings } from "../../core/judge/recordings";

/** The recordings beside a grader file. */
export interface RecordingsFile extends ReadRecordings {
  readonly path: string;
  readonly exists: boolean;
  append(line: string): Promise<void>;
}

export async function openRecordings(graderPath: string): Promise<RecordingsFile> {
  const path = join(dirname(graderPath), recordingsName(graderPath));
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  });
  let queue = Promise.resolve();
  return {
    path,
    exists: text !== undefined,
    ...readRecordings(text ?? ""),
    // One write after the other: lines of answers that arrive together do not mix.
    append: (line) => (queue = queue.then(() => appendFile(path, `${line}\n`))),
  };
}
