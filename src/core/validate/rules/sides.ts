import { t } from "@vscode/l10n";
import { referencesOf, type ParsedTemplate } from "../../template/parse";
import { pathText } from "../../template/render";
import { gradersIn, templatedStrings, type FoundGrader } from "../graders";
import type { ProblemFix } from "../problem";
import { problemAt, type Rule, type RuleContext } from "../rule";

/** A grader that never looks at the output grades a constant. Eval criteria may well grade the row alone. */
export const checkReadsSample: Rule = (context) => {
  if (context.target === "evals") return [];
  return gradersIn(context.document).flatMap((grader) => {
    const strings = templatedStrings(grader);
    if (strings.length === 0 || lacksSide(grader)) return [];
    if (strings.some(({ template }) => readsOutput(template))) return [];
    const message = t(
      "This grader never reads the output (no {0}), so every output of a row gets the same reward.",
      "{{sample.…}}",
    );
    return [problemAt(context, [...grader.path, "input"], { code: "sample-unused", message })];
  });
};

/** A side that is missing or no text is the schema's finding; what it was to read is not known yet. */
function lacksSide(grader: FoundGrader): boolean {
  return comparesTexts(grader) && sidesOf(grader) === undefined;
}

function comparesTexts({ type }: FoundGrader): boolean {
  return type === "string_check" || type === "text_similarity";
}

function sidesOf(grader: FoundGrader) {
  const strings = comparesTexts(grader) ? templatedStrings(grader) : [];
  const [input, reference] = strings;
  return input && reference && { input, reference };
}

/** Comparing a text with itself, however its variables are spaced. */
export const checkSidesDiffer: Rule = (context) =>
  gradersIn(context.document).flatMap((grader) => {
    const sides = sidesOf(grader);
    if (!sides || normal(sides.input.template) !== normal(sides.reference.template)) return [];
    const message = t("input and reference are the same, so every sample gets the same reward.");
    return [problemAt(context, sides.reference.path, { code: "same-sides", message })];
  });

function normal({ parts }: ParsedTemplate): string {
  return parts
    .map((part) => (part.kind === "text" ? part.text : `{{${pathText(part.namespace, part.path)}}}`))
    .join("");
}

/**
 * `like` looks for the reference in the input. Many public files put the reference first, which is harmless
 * for `eq` alone (facts.md "Templates").
 */
export const checkSwappedSides: Rule = (context) =>
  gradersIn(context.document).flatMap((grader) => {
    const operation = grader.value.get("operation");
    const sides = sidesOf(grader);
    if (grader.type !== "string_check" || (operation !== "like" && operation !== "ilike") || !sides)
      return [];
    if (readsOutput(sides.input.template) || !readsOutput(sides.reference.template)) return [];
    const message = t(
      '"{0}" looks for the reference in the input: this passes when the expected text contains the output.',
      operation,
    );
    const fixes = [swap(context, sides)];
    return [problemAt(context, sides.reference.path, { code: "like-swapped", message, fixes })];
  });

function swap(
  { document: { json } }: RuleContext,
  { input, reference }: NonNullable<ReturnType<typeof sidesOf>>,
): ProblemFix {
  const edits = [
    { range: json.rangeOf(input.path), newText: JSON.stringify(reference.text) },
    { range: json.rangeOf(reference.path), newText: JSON.stringify(input.text) },
  ];
  return { title: t("Swap input and reference"), edits };
}

function readsOutput(template: ParsedTemplate): boolean {
  return referencesOf(template).some(({ namespace }) => namespace === "sample");
}
