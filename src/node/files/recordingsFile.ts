import { dirname, join } from "node:path";
import { recordingsName } from "../../core/grader/fileNames";
import { openRecordings, type OpenRecordings } from "../../core/judge/recordings";
import { lineFile } from "./lineFile";

/** The recordings beside a grader file. @throws FileError where the file is there and can't be read */
export function openRecordingsBeside(graderPath: string): Promise<OpenRecordings> {
  return openRecordingsFile(join(dirname(graderPath), recordingsName(graderPath)));
}

/** @throws FileError where the file is there and can't be read */
export function openRecordingsFile(path: string): Promise<OpenRecordings> {
  return openRecordings(lineFile(path), path);
}
