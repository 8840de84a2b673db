import { readGraderDocument } from "../../../../src/core/grader/document";
import type { Check, CheckId, PreflightFinding, PreflightTarget } from "../../../../src/core/preflight/check";
import { readJob } from "../../../../src/core/preflight/job";
import { preflight, type PreflightInput } from "../../../../src/core/preflight/preflight";
import type { PythonRunner } from "../../../../src/core/ports";
import { inSlices } from "../../../../src/node/slices";
import { never, sandbox } from "../../node/python/support";

/** What a test changes of a preflight in which all is well. */
export interface Given {
  readonly grader?: object | string;
  readonly training?: string;
  readonly validation?: string;
  readonly job?: object;
  readonly target?: PreflightTarget;
  readonly now?: string;
  readonly provider?: PreflightInput["provider"];
}

export const exact = {
  type: "string_check",
  input: "{{sample.output_text}}",
  reference: "{{item.answer}}",
  operation: "eq",
};

export const row = (question: string, fields: object = { answer: "1" }) =>
  JSON.stringify({ messages: [{ role: "user", content: question }], ...fields });

/** Started at the first source that is parsed, by a test file that has one. */
let python: Promise<PythonRunner> | undefined;

/** A preflight of real data through the real checks; the sandbox only starts where there is Python. */
export async function run(given: Given = {}) {
  const { grader = exact, training = row("a"), validation = row("b"), job, target = "foundry-rft" } = given;
  const text = typeof grader === "string" ? grader : JSON.stringify(grader, null, 2);
  return preflight(
    {
      target,
      grader: readGraderDocument("a.grader.json", text),
      training: { name: "train.jsonl", lines: inSlices(training.split("\n")) },
      validation: { name: "valid.jsonl", lines: inSlices(validation.split("\n")) },
      ...(job && { job: readJob("a.job.json", JSON.stringify(job, null, 2)) }),
      provider: given.provider ?? { kind: "skip", reason: "not in tests" },
      python: await (python ??= sandbox()),
      now: new Date(given.now ?? "2026-11-25"),
    },
    never,
  );
}

export async function check(id: CheckId, given: Given = {}): Promise<Check> {
  const { checks } = await run(given);
  const found = checks.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`there is no check ${id}`);
  return found;
}

/** `file:line:column code`, for short tables. */
export const places = (findings: readonly PreflightFinding[]) =>
  findings.map(({ place: { file, line, column }, code }) => `${file}:${line}:${column} ${code}`);
