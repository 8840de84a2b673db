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
        ? "Variables begin with item. or sample."
        : `Did you mean ${pathText(near, part.path)}?`;
    const message = `"${part.namespace}" is no namespace, so this variable is never found. ${hint}`;
    const word = { start: part.inner.start, end: part.inner.start + part.namespace.length };
    const fix = near === undefined ? {} : replaceFix(rangeInString(json, path, word), near);
    return [problemAt(context, path, { code: "template-namespace", message, range, ...fix })];
  }
  const field = part.path[0];
  if (part.namespace !== "sample" || typeof field !== "string" || Object.hasOwn(SAMPLE_FIELDS, field))
    return [];
  const near = closest(field, Object.keys(SAMPLE_FIELDS));
  const hint =
    near === undefined ? `It has ${Object.keys(SAMPLE_FIELDS).join(", ")}.` : `Did you mean sample.${near}?`;
  const message = `sample has no field "${field}" unless your samples bring it. ${hint}`;
  const start = text.indexOf(field, part.inner.start + part.namespace.length);
  const word = rangeInString(json, path, { start, end: start + field.length });
  const fix = near === undefined ? {} : replaceFix(word, near);
  return [problemAt(context, path, { code: "template-sample-field", message, range, ...fix })];
}

function replaceFix(range: Problem["range"], newText: string): Pick<Problem, "fix"> {
  return { fix: { title: `Replace with "${newText}"`, edits: [{ range, newText }] } };
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
    const message =
      "This grader never reads the output (no {{sample.…}}), so every output of a row gets the same reward.";
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
    const message = "input and reference are the same, so every sample gets the same reward.";
    return [problemAt(context, [...path, "reference"], { code: "same-sides", message })];
  });
