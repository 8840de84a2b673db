import { t } from "@vscode/l10n";
import { closest } from "../../json/closest";
import { isNamespace, NAMESPACES, SAMPLE_FIELDS } from "../../template/names";
import { referencesOf, type ReferencePart } from "../../template/parse";
import { pathText } from "../../template/render";
import { gradersIn, templatedStrings, type FoundGrader, type TemplatedString } from "../graders";
import { rangeInString } from "../places";
import type { Problem } from "../problem";
import { problemAt, type Rule, type RuleContext } from "../rule";

/** Templates parse and begin with a known namespace and field (grader-semantics.md 2). */
export const checkTemplates: Rule = (context) =>
  gradersIn(context.document).flatMap((grader) =>
    templatedStrings(grader).flatMap((templated) => checkTemplate(context, templated)),
  );

function checkTemplate(context: RuleContext, templated: TemplatedString): readonly Problem[] {
  const { json } = context.document;
  const { path, template } = templated;
  const faults = template.faults.map(({ code, message, start, end }) =>
    problemAt(context, path, {
      code,
      message,
      range: rangeInString(json, path, { start, end }),
    }),
  );
  return [...faults, ...referencesOf(template).flatMap((part) => checkReference(context, templated, part))];
}

function checkReference(
  context: RuleContext,
  { path, text }: TemplatedString,
  part: ReferencePart,
): readonly Problem[] {
  const { json } = context.document;
  const range = rangeInString(json, path, part.inner);
  if (!isNamespace(part.namespace)) {
    const near = closest(part.namespace, Object.keys(NAMESPACES));
    const hint =
      near === undefined
        ? t("Variables begin with item. or sample.")
        : t("Did you mean {0}?", pathText(near, part.path));
    const message = `${t('"{0}" is no namespace, so this variable is never found.', part.namespace)} ${hint}`;
    const word = { start: part.inner.start, end: part.inner.start + part.namespace.length };
    const fix = near === undefined ? {} : replaceFix(rangeInString(json, path, word), near);
    return [problemAt(context, path, { code: "template-namespace", message, range, ...fix })];
  }
  const field = part.path[0];
  if (part.namespace !== "sample" || typeof field !== "string" || Object.hasOwn(SAMPLE_FIELDS, field))
    return [];
  const near = closest(field, Object.keys(SAMPLE_FIELDS));
  const hint =
    near === undefined
      ? t("It has {0}.", Object.keys(SAMPLE_FIELDS).join(", "))
      : t("Did you mean {0}?", `sample.${near}`);
  const message = `${t('sample has no field "{0}" unless your samples bring it.', field)} ${hint}`;
  const start = text.indexOf(field, part.inner.start + part.namespace.length);
  const word = rangeInString(json, path, { start, end: start + field.length });
  const fix = near === undefined ? {} : replaceFix(word, near);
  return [problemAt(context, path, { code: "template-sample-field", message, range, ...fix })];
}

function replaceFix(range: Problem["range"], newText: string): Pick<Problem, "fix"> {
  return { fix: { title: t('Replace with "{0}"', newText), edits: [{ range, newText }] } };
}

/** A grader that never looks at the output grades a constant. */
export const checkReadsSample: Rule = (context) => {
  if (context.target === "evals") return [];
  return gradersIn(context.document).flatMap((grader) => {
    const strings = templatedStrings(grader);
    if (strings.length === 0 || lacksSide(grader)) return [];
    const reads = strings.some(({ template }) =>
      referencesOf(template).some(({ namespace }) => namespace === "sample"),
    );
    if (reads) return [];
    const message = t(
      "This grader never reads the output (no {0}), so every output of a row gets the same reward.",
      "{{sample.…}}",
    );
    return [
      problemAt(context, [...grader.path, "input"], {
        code: "sample-unused",
        message,
      }),
    ];
  });
};

/** A side that is missing or no text is the schema's finding; what it was to read is not known yet. */
function lacksSide({ type, value }: FoundGrader): boolean {
  if (type !== "string_check" && type !== "text_similarity") return false;
  return typeof value.get("input") !== "string" || typeof value.get("reference") !== "string";
}

/** Comparing a text with itself. */
export const checkSidesDiffer: Rule = (context) =>
  gradersIn(context.document).flatMap(({ path, type, value }) => {
    if (type !== "string_check" && type !== "text_similarity") return [];
    const input = value.get("input");
    if (typeof input !== "string" || input !== value.get("reference")) return [];
    const message = t("input and reference are the same, so every sample gets the same reward.");
    return [problemAt(context, [...path, "reference"], { code: "same-sides", message })];
  });
