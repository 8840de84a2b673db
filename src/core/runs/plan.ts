import { isRecord } from "./record";

/** The number of this shape of `run.json`; another one is refused. */
const FORMAT = 1;

/** A grader or eval of a run, with all that grading needs of its file. */
export interface PlannedGrader {
  /** As it was named: a path, or `PATH#/json/pointer`. */
  readonly file: string;
  /** The whole file's text: a run goes on with the grader that it began with, whatever becomes of the file. */
  readonly text: string;
  /** SHA-256 of the text. */
  readonly fingerprint: string;
}

/** The rows of a run, which stay where they are. */
export interface PlannedData {
  readonly file: string;
  readonly bytes: number;
  /** SHA-256 of the file. */
  readonly fingerprint: string;
}

/**
 * What is to be graded, as `run.json` keeps it: whole before the first row, and never changed. It holds no key and no
 * text of a row.
 */
export interface RunPlan {
  readonly graders: readonly PlannedGrader[];
  readonly data: PlannedData;
  /** Words of the command line that say how it is graded (`--judge-model=…`), with absolute paths. */
  readonly options: readonly string[];
  /** Who made it, such as "graders 0.1.0". */
  readonly madeBy: string;
}

/** The text of `run.json`. */
export function writePlan(plan: RunPlan): string {
  return `${JSON.stringify({ run: FORMAT, ...plan }, undefined, 2)}\n`;
}

/** A plan that {@link writePlan} wrote; undefined where the text is none, or one of a later version's. */
export function readPlan(text: string): RunPlan | undefined {
  const value = parsed(text);
  if (!isRecord(value) || value.run !== FORMAT) return undefined;
  const { graders, data, options, madeBy } = value;
  if (!Array.isArray(graders) || graders.length === 0 || !graders.every(isGrader) || !isData(data))
    return undefined;
  if (!isTexts(options) || typeof madeBy !== "string") return undefined;
  return { graders, data, options, madeBy };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isGrader(value: unknown): value is PlannedGrader {
  return isRecord(value) && isTexts([value.file, value.text, value.fingerprint]);
}

function isData(value: unknown): value is PlannedData {
  return isRecord(value) && isTexts([value.file, value.fingerprint]) && Number.isSafeInteger(value.bytes);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === "string");
}
