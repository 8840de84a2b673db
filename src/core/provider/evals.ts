import { t } from "@vscode/l10n";
import { askedCriteria, criteriaOf, isEval, type Criterion } from "../grader/criteria";
import { partOf, readGraderDocument, type GraderDocument } from "../grader/document";
import { isObject, type JsonObject } from "../json/value";
import { writeJson } from "../json/write";
import { isHosted } from "../providerTable";
import { evalResult, notAskedWords, type CriterionResult } from "../result/evalResult";
import type { RunResult } from "../result/runResult";
import type { Problem } from "../validate/problem";
import { checkCosine, checkTopLevelLabelModel } from "../validate/rules/targets";
import { ProviderError, type GraderProvider, type RunRequest, type ValidateOutcome } from "./provider";

/**
 * The provider, taking evals too. None runs an eval as one call: each criterion is run by itself, and what they
 * come to is put together here, so that engine and hosted services give the same kind of result.
 */
export function withEvals(provider: GraderProvider): GraderProvider {
  return {
    ...provider,
    validate: (document, signal) =>
      isEval(document.root) ? validateEval(provider, document, signal) : provider.validate(document, signal),
    run: (request, signal) =>
      isEval(request.grader) ? runEval(provider, request, signal) : provider.run(request, signal),
  };
}

async function validateEval(
  provider: GraderProvider,
  document: GraderDocument,
  signal: AbortSignal,
): Promise<ValidateOutcome> {
  const problems: Problem[] = [];
  for (const { path } of askedCriteria(document.root)) {
    const outcome = await provider.validate(partOf(document, path), signal);
    problems.push(...outcome.problems.map((problem) => ({ ...problem, path: [...path, ...problem.path] })));
  }
  return { problems };
}

async function runEval(
  provider: GraderProvider,
  { grader: root, ...row }: RunRequest,
  signal: AbortSignal,
): Promise<RunResult> {
  const criteria = askedCriteria(root);
  const others = criteriaOf(root).filter(({ onlyAskedBy }) => onlyAskedBy !== undefined);
  if (criteria.length === 0 && others.length === 0)
    throw new ProviderError("rejected", t("The eval has no testing_criteria to run."));
  if (criteria.length === 0) throw new ProviderError("cannot-carry", notAskedWords(others));
  const run = async (criterion: Criterion): Promise<CriterionResult> => {
    const request = { ...row, grader: graderOf(criterion) };
    const result = await named(criterion, () => provider.run(request, signal));
    return { criterion, result };
  };
  if (!isHosted(provider.id)) return evalResult(root, await Promise.all(criteria.map(run)), others);
  // A row is one call of a hosted service at a time, whatever is graded; nothing is sent of one that it refuses.
  for (const criterion of criteria) refuseHosted(criterion);
  const outcomes: CriterionResult[] = [];
  for (const criterion of criteria) outcomes.push(await run(criterion));
  return evalResult(root, outcomes, others);
}

/** The criterion as a grader by itself. */
function graderOf({ key, value }: Criterion): JsonObject {
  if (isObject(value)) return value;
  throw new ProviderError("rejected", t("The criterion {0} is no grader.", JSON.stringify(key)));
}

/** @throws ProviderError of the run that says which criterion it is about */
async function named<T>({ key }: Criterion, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const { reason, message, details } = error;
    throw new ProviderError(reason, t("Criterion {0}: {1}", JSON.stringify(key), message), details);
  }
}

/** The run route takes less than Evals do (facts.md "Evals"). */
function refuseHosted(criterion: Criterion): void {
  const document = readGraderDocument(criterion.key, writeJson(graderOf(criterion)));
  const [refused] = [checkTopLevelLabelModel, checkCosine].flatMap((rule) =>
    rule({ document, target: "run" }),
  );
  if (!refused) return;
  throw new ProviderError(
    "cannot-carry",
    t("Criterion {0}: {1}", JSON.stringify(criterion.key), refused.message),
    { mend: t("Run the eval on the engine.") },
  );
}
