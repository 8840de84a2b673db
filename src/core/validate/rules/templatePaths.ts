import { t } from "@vscode/l10n";
import { fieldsAt } from "../../template/fields";
import type { JsonPath } from "../../json/value";
import { isNamespace, SAMPLE_FIELDS, type Namespace } from "../../template/names";
import { referencesOf } from "../../template/parse";
import { pathText } from "../../template/render";
import { replaceInString, withHint } from "../fixes";
import { gradersIn, templatedStrings } from "../graders";
import { rangeInString } from "../places";
import type { ProblemCode } from "../codes";
import { problemAt, type Rule } from "../rule";
import type { Coverage, RowValues } from "../rowValues";
import { suggestVariables } from "../suggestVariables";

/** Variables have values in the paired samples; one without raises invalid_variable_error (facts.md "Templates"). */
export const checkTemplatePaths: Rule = (context) => {
  const { rows } = context;
  if (!rows) return [];
  const { json } = context.document;
  return gradersIn(context.document)
    .flatMap(templatedStrings)
    .flatMap(({ path, template }) =>
      referencesOf(template).flatMap((part) => {
        const { namespace } = part;
        if (!isNamespace(namespace) || isOthersFinding(namespace, part.path)) return [];
        const finding = findingOf(rows, namespace, part.path);
        if (!finding) return [];
        return [
          problemAt(context, path, {
            code: finding.code,
            message: finding.message,
            range: rangeInString(json, path, part.inner),
            fixes: finding.meant.map((variable) => replaceInString(json, path, part.inner, variable)),
          }),
        ];
      }),
    );
};

/** A field that `sample` has not is found without rows too. */
function isOthersFinding(namespace: Namespace, [field = ""]: JsonPath): boolean {
  return namespace === "sample" && !Object.hasOwn(SAMPLE_FIELDS, field);
}

interface Finding {
  readonly code: ProblemCode;
  readonly message: string;
  readonly meant: readonly string[];
}

function findingOf(rows: RowValues, namespace: Namespace, path: JsonPath): Finding | undefined {
  const coverage = rows.coverage(namespace, path);
  const missing = coverage.missing.length;
  if (missing === 0) return undefined;
  if (missing === coverage.rows) return unknown(rows, namespace, path, coverage);
  // An output that lacks a field is a bad answer; a row that does is a fault of the data.
  return namespace === "item" ? incomplete(pathText(namespace, path), coverage) : undefined;
}

function unknown(rows: RowValues, namespace: Namespace, path: JsonPath, { rows: count }: Coverage): Finding {
  const meant = suggestVariables(rows, namespace, path);
  const message =
    namespace === "item"
      ? rows.isWhole
        ? noRow(count, pathText(namespace, path))
        : t("None of the first {0} rows of the samples has {1}.", count, pathText(namespace, path))
      : noOutput(count, pathText(namespace, path));
  const otherwise = whatIsThere(rows, namespace, path);
  return { code: "template-path-unknown", message: withHint(message, meant, otherwise), meant };
}

function noRow(count: number, variable: string): string {
  return count === 1
    ? t("The only row of the samples has no {0}, so it can't be graded.", variable)
    : t("None of the {0} rows of the samples has {1}, so none can be graded.", count, variable);
}

function noOutput(count: number, variable: string): string {
  return count === 1
    ? t("The only output in the samples has no {0}, so it can't be graded.", variable)
    : t("None of the {0} outputs in the samples has {1}, so none can be graded.", count, variable);
}

const MOST_NAMED = 8;

/** The fields at the last step that exists. */
function whatIsThere(rows: RowValues, namespace: Namespace, path: JsonPath): string {
  const parent = path.slice(0, Math.min(rows.depth(namespace, path), path.length - 1));
  const names = fieldsAt(namespace, parent, rows.samples).fields.map(({ step }) => String(step));
  const name = pathText(namespace, parent);
  return names.length === 0
    ? t("{0} has no fields there.", name)
    : t("{0} has {1}.", name, names.slice(0, MOST_NAMED).join(", "));
}

const MOST_ROWS = 3;

function incomplete(variable: string, { rows, missing }: Coverage): Finding {
  const named = missing.slice(0, MOST_ROWS).map((index) => index + 1);
  const list = `${named.join(", ")}${missing.length > named.length ? ", …" : ""}`;
  const message =
    missing.length === 1
      ? t("1 of {0} rows of the samples has no {1} and can't be graded: row {2}.", rows, variable, list)
      : t(
          "{0} of {1} rows of the samples have no {2} and can't be graded: rows {3}.",
          missing.length,
          rows,
          variable,
          list,
        );
  return { code: "template-path-incomplete", message, meant: [] };
}
