import type { GraderDocument } from "../grader/document";
import { LineIndex } from "../json/lines";
import type { PythonRunner } from "../ports";
import type { Problem } from "../validate/problem";
import { isRunnable, validateGrader } from "../validate/validateGrader";
import type { Check, PreflightTarget } from "./check";
import { duplicatesCheck, rowsCheck, variablesCheck, type ReadData } from "./dataChecks";
import { DataReader, type DataOptions } from "./dataFile";
import { graderChecks } from "./graderChecks";
import type { Job } from "./job";
import { baseModelCheck, responseFormatCheck } from "./jobChecks";
import { judgesCheck } from "./judgesCheck";
import { providerCheck, type ProviderChoice } from "./providerCheck";
import { itemVariables } from "./variables";

/** A file of rows, read line by line so that its length costs no memory; lines come without their line feeds. */
export interface DataLines {
  /** What people call the file. */
  readonly name: string;
  readonly lines: AsyncIterable<string>;
}

/** What a preflight looks at. */
export interface PreflightInput {
  readonly target: PreflightTarget;
  readonly grader: GraderDocument;
  readonly training: DataLines;
  readonly validation: DataLines;
  readonly job?: Job;
  readonly provider: ProviderChoice;
  readonly python: PythonRunner;
  readonly now: Date;
}

/** Whether a job may start, by a list of checks. */
export interface Preflight {
  readonly target: PreflightTarget;
  /** Whether no check failed. */
  readonly passed: boolean;
  readonly checks: readonly Check[];
  /** What validating the grader for the target found, remarks too; the checks hold the errors and warnings. */
  readonly problems: readonly Problem[];
}

/**
 * Looks at everything that would make a job of reinforcement fine-tuning fail or learn nothing, before it costs
 * anything: grader, rows and job together. Nothing leaves the machine but what `provider` is asked.
 * @throws what reading the lines throws; the signal's reason when aborted
 */
export async function preflight(input: PreflightInput, signal: AbortSignal): Promise<Preflight> {
  const { target, grader, job, python, now } = input;
  const lines = new LineIndex(grader.json.text);
  const problems = await validateGrader(grader, { target, python, hosted: true }, signal);
  const variables = itemVariables(grader);
  // Validation rows first: there are fewer of them, and the training rows are compared with them.
  const validation = await readData(
    input.validation,
    { file: "validation", variables, keepPrompts: true },
    signal,
  );
  const training = await readData(
    input.training,
    { file: "training", variables, otherPrompts: validation.summary.prompts },
    signal,
  );
  const provider = await providerCheck(grader, input.provider, isRunnable(problems), lines, signal);
  const checks = [
    ...graderChecks(grader, problems, target, lines),
    judgesCheck(grader, target, now, lines),
    baseModelCheck(job, target, now),
    responseFormatCheck(grader, job),
    rowsCheck(training),
    rowsCheck(validation),
    variablesCheck(variables, [training, validation], lines),
    duplicatesCheck(training, validation),
    provider,
  ];
  return { target, passed: checks.every(({ state }) => state !== "failed"), checks, problems };
}

async function readData(
  { name, lines }: DataLines,
  options: DataOptions,
  signal: AbortSignal,
): Promise<ReadData> {
  const reader = new DataReader(options);
  for await (const line of lines) {
    signal.throwIfAborted();
    reader.add(line);
  }
  return { file: options.file, name, summary: reader.summary };
}
