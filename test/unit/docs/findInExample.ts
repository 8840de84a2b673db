import { expect } from "vitest";
import { readSamples } from "../../../src/core/dataset/rows";
import { readGraderDocument, type GraderDocument } from "../../../src/core/grader/document";
import type { PythonRunner } from "../../../src/core/ports";
import { ProviderError } from "../../../src/core/provider/provider";
import { providerProblem } from "../../../src/core/provider/providerProblem";
import type { ProblemCode } from "../../../src/core/validate/codes";
import type { Problem } from "../../../src/core/validate/problem";
import { RowValues } from "../../../src/core/validate/rowValues";
import { validateGrader } from "../../../src/core/validate/validateGrader";
import { never, sandbox } from "../node/python/support";
import type { Example } from "./lintPages";

let python: PythonRunner;

/** To be awaited before the tests: a busy machine takes its time to start it. */
export async function startPython(): Promise<void> {
  python = await sandbox();
  await python.parse("", never);
}

/** What this machine can't be made to say of itself. */
const UNAVAILABLE: Pick<PythonRunner, "parse"> = {
  parse: () =>
    Promise.resolve({
      kind: "unavailable",
      type: "local_sandbox_error",
      message: "No Node.",
      mend: "Name one.",
    }),
};

/** What is found in an example of a code's page. */
export async function findInExample(
  { language, text, target, samples, marks }: Example,
  code: ProblemCode,
): Promise<readonly Problem[]> {
  if (language === "jsonl") return readSamples(text, "example.samples.jsonl").problems;
  const document = readGraderDocument("example.grader.json", text);
  const rows = samples === undefined ? undefined : rowsOf(samples);
  const isUnchecked = code === "python-unchecked" && marks.length > 0;
  const runner = isUnchecked ? { ...python, ...UNAVAILABLE } : python;
  const found = await validateGrader(document, { target, rows, python: runner }, never);
  return code === "provider-rejected" ? [...found, ...refusals(document)] : found;
}

function rowsOf(samples: string): RowValues {
  const { samples: rows, problems } = readSamples(samples, "example.samples.jsonl");
  expect(problems).toEqual([]);
  return new RowValues(rows.map(({ sample }) => sample));
}

/** A service that has no other models than those of the good example. */
function refusals(document: GraderDocument): readonly Problem[] {
  if (document.root?.get("model") !== "gpt-private") return [];
  const details = { param: "grader.model", mend: "" };
  return [providerProblem(document, new ProviderError("rejected", "There is no such model.", details))];
}
