import { tmpdir } from "node:os";
import type { PythonOutcome, PythonParse, PythonRunner } from "../../core/ports";
import { ChildQueue } from "../python/childQueue";
import { gradeJob } from "../python/job";
import { UNSHARE } from "../containment";
import { InterpreterChildren } from "./interpreterChildren";
import type { InterpreterOptions } from "./options";
import { withHostedVersions } from "./packages";

/** Grades, and leaves parsing to the sandbox, which executes nothing of the user's. */
export type PythonGrader = Pick<PythonRunner, "grade" | "dispose">;

/** The service's limits (facts.md "Python"). */
const DEFAULTS = {
  timeoutMs: 120_000,
  memoryMb: 2048,
  fileMb: 1024,
  poolSize: 1,
  unshare: UNSHARE,
};

/**
 * Runs graders in a Python of the user's: with its packages, and with nearly all that the user may do
 * (docs/security.md). The first use starts the first child; it stays for later uses until `dispose`.
 */
export function createInterpreterRunner({
  tempDir = tmpdir(),
  ...options
}: Pick<InterpreterOptions, "interpreter" | "pythonDir"> & Partial<InterpreterOptions>): PythonGrader {
  const queue = new ChildQueue(new InterpreterChildren({ ...DEFAULTS, tempDir, ...options }));
  return {
    grade: async (request, signal) =>
      withHostedVersions(await queue.ask<PythonOutcome>((settle) => gradeJob(request, settle), signal)),
    dispose: () => queue.dispose(),
  };
}

/** What the sandbox lacks says nothing of the Python that grades. */
function graded(parse: PythonParse): PythonParse {
  if (parse.kind !== "parsed" || !parse.findings) return parse;
  return { ...parse, findings: parse.findings.filter(({ kind }) => kind !== "missing_module") };
}

/** A runner that parses with one and grades with another. */
export function gradingWith(grader: PythonGrader, parser: PythonRunner): PythonRunner {
  return {
    parse: async (source, signal) => graded(await parser.parse(source, signal)),
    grade: (request, signal) => grader.grade(request, signal),
    dispose: async () => {
      await Promise.all([grader.dispose(), parser.dispose()]);
    },
  };
}
