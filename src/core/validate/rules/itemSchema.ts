import { t } from "@vscode/l10n";
import { appendMembers } from "../../edit/members";
import { DATA_SOURCE, dataSourceOf, type DataSource } from "../../grader/dataSource";
import type { GraderDocument } from "../../grader/document";
import { valueAt, type JsonPath } from "../../json/value";
import { referencesOf, type ReferencePart } from "../../template/parse";
import { pathText } from "../../template/render";
import { MOST_SUGGESTIONS, replaceInString, withHint } from "../fixes";
import { gradersIn, templatedStrings } from "../graders";
import { rangeInString } from "../places";
import type { Problem, ProblemFix } from "../problem";
import { problemAt, type Rule, type RuleContext } from "../rule";
import { similar } from "../suggestVariables";

/**
 * A criterion's variables are in the eval's own schema of its rows. JSON Schema lets fields be that it does not list;
 * who lists all others meant to list this one too.
 */
export const checkItemSchema: Rule = (context) => {
  const { within } = context;
  if (!within) return [];
  const source = dataSourceOf(within.root);
  return gradersIn(context.document)
    .flatMap(templatedStrings)
    .flatMap(({ path, template }) =>
      referencesOf(template).flatMap((part) => {
        if (part.namespace === "sample") return sampleProblems(context, within, source, path, part);
        return part.namespace === "item" ? itemProblems(context, source, path, part) : [];
      }),
    );
};

function itemProblems(
  context: RuleContext,
  { item }: DataSource,
  at: JsonPath,
  { path, inner }: ReferencePart,
): readonly Problem[] {
  if (!item) return [];
  const depth = item.fields.depth(path);
  if (depth === path.length || saidOfRows(context, path)) return [];
  const { json } = context.document;
  const names = [...item.fields.fields(path.slice(0, depth)).keys()];
  const wrong = path[depth];
  const meant = (typeof wrong === "string" ? similar(wrong, names) : [])
    .map((name) => [...path.slice(0, depth), name, ...path.slice(depth + 1)])
    .filter((other) => item.fields.depth(other) === other.length)
    .map((other) => pathText("item", other))
    .slice(0, MOST_SUGGESTIONS);
  const otherwise =
    names.length === 0
      ? t("It lists no fields there.")
      : t("It lists {0}.", names.slice(0, MOST_NAMED).join(", "));
  const message = t("{0} is not in the eval's own schema of its rows.", pathText("item", path));
  return [
    problemAt(context, at, {
      code: "item-not-in-schema",
      message: withHint(message, meant, otherwise),
      range: rangeInString(json, at, inner),
      fixes: meant.map((variable) => replaceInString(json, at, inner, variable)),
    }),
  ];
}

const MOST_NAMED = 8;

/** That no row has it is found among the rows: one fault, one entry. */
function saidOfRows({ rows }: RuleContext, path: JsonPath): boolean {
  const coverage = rows?.coverage("item", path);
  return coverage !== undefined && coverage.rows > 0 && coverage.missing.length === coverage.rows;
}

function sampleProblems(
  context: RuleContext,
  within: GraderDocument,
  { hasSample }: DataSource,
  at: JsonPath,
  { inner }: ReferencePart,
): readonly Problem[] {
  if (hasSample !== false) return [];
  const message = t(
    "sample is not there: the eval's data_source_config has no {0}, so its rows are graded without an output.",
    '"include_sample_schema": true',
  );
  const range = rangeInString(context.document.json, at, inner);
  return [
    problemAt(context, at, { code: "sample-not-in-schema", message, range, fixes: includeSample(within) }),
  ];
}

function includeSample({ json, root }: GraderDocument): readonly ProblemFix[] {
  const path = [...DATA_SOURCE, "include_sample_schema"];
  const title = t("Set {0}", '"include_sample_schema": true');
  if (root && valueAt(root, path) !== undefined)
    return [{ title, edits: [{ range: json.rangeOf(path), newText: "true" }] }];
  return [{ title, edits: appendMembers(json, DATA_SOURCE, [["include_sample_schema", true]]) }];
}
