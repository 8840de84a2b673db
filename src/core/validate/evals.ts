import { t } from "@vscode/l10n";
import { TESTING_CRITERIA } from "../grader/criteria";
import { isArray, type Json } from "../json/value";
import type { Problem } from "./problem";
import { problemAt, type RuleContext } from "./rule";

/** All criteria of a row run at once, as a multi's sub-graders do. */
const MOST_CRITERIA = 100;

/** What is wrong with an eval apart from its criteria; the schema of evals says most of it too. */
export function evalProblems(context: RuleContext): readonly Problem[] {
  const message = listFault(context.document.root?.get(TESTING_CRITERIA));
  if (message === undefined) return [];
  return [problemAt(context, [TESTING_CRITERIA], { code: "criteria-list", source: "schema", message })];
}

function listFault(criteria: Json | undefined): string | undefined {
  if (!isArray(criteria)) return t("testing_criteria is a list of graders: write […] around them.");
  if (criteria.length === 0) return t("testing_criteria is empty: there is no grader to run. Add one.");
  if (criteria.length <= MOST_CRITERIA) return undefined;
  return t("An eval may have {0} criteria here; this one has {1}. Split it.", MOST_CRITERIA, criteria.length);
}
