import { t } from "@vscode/l10n";
import { criteriaOf, TESTING_CRITERIA } from "../grader/criteria";
import { isArray, type Json } from "../json/value";
import type { Problem } from "./problem";
import { problemAt, type RuleContext } from "./rule";

/** All criteria of a row run at once, as a multi's sub-graders do. */
const MOST_CRITERIA = 100;

/** What is wrong with an eval apart from its criteria; the schema of evals says most of it too. */
export function evalProblems(context: RuleContext): readonly Problem[] {
  const message = listFault(context.document.root?.get(TESTING_CRITERIA));
  if (message === undefined) return notAsked(context);
  return [problemAt(context, [TESTING_CRITERIA], { code: "criteria-list", source: "schema", message })];
}

/** What only a service can ask is no fault of the eval; the others run. */
function notAsked(context: RuleContext): readonly Problem[] {
  return criteriaOf(context.document.root).flatMap(({ key, path, onlyAskedBy }) => {
    if (onlyAskedBy === undefined) return [];
    const message = t(
      'Only {0} can ask the criterion "{1}": it is not asked here, and verdicts rest on the other criteria.',
      onlyAskedBy,
      key,
    );
    return [problemAt(context, [...path, "type"], { code: "criterion-not-asked", message })];
  });
}

function listFault(criteria: Json | undefined): string | undefined {
  if (!isArray(criteria)) return t("testing_criteria is a list of graders: write […] around them.");
  if (criteria.length === 0) return t("testing_criteria is empty: there is no grader to run. Add one.");
  if (criteria.length <= MOST_CRITERIA) return undefined;
  return t("An eval may have {0} criteria here; this one has {1}. Split it.", MOST_CRITERIA, criteria.length);
}
