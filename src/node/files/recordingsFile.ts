import { appendFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { recordingsName } from "../../core/grader/fileNames";
import { readRecordings, type ReadRecordings } from "../../core/judge/recordings";
import { FileError, fileError } from "./fileError";
import { readTextFile } from "./readTextFile";

/** The recordings beside a grader file. */
export interface RecordingsFile extends ReadRecordings {
  readonly path: string;
  readonly exists: boolean;
  /** Keeps one line; a FileError says why it can't. */
  readonly append: (line: string) => Promise<void>;
}

/** @throws FileError where the file is there and can't be read */
export function openRecordings(graderPath: string): Promise<RecordingsFile> {
  return openRecordingsFile(join(dirname(graderPath), recordingsName(graderPath)));
}

/** @throws FileError where the file is there and can't be read */
export async function openRecordingsFile(path: string): Promise<RecordingsFile> {
  const text = await readTextFile(path, { pipes: false }).then(
    (file) => file.text,
    (error: unknown) => {
      if (error instanceof FileError && error.code === "ENOENT") return undefined;
      throw error;
    },
  );
  // A file whose last line was not ended must not have the next one glued to it.
  let lead = text === undefined || text === "" || text.endsWith("\n") ? "" : "\n";
  let queue = Promise.resolve();
  const write = async (line: string) => {
    try {
      await appendFile(path, `${lead}${line}\n`);
      lead = "";
    } catch (error) {
      throw fileError(path, error);
    }
  };
  return {
    path,
    exists: text !== undefined,
    ...readRecordings(text ?? ""),
    // One write after the other: lines of answers that arrive together do not mix.
    append: (line) => (queue = queue.then(() => write(line))),
  };
}
