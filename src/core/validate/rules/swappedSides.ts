import { t } from "@vscode/l10n";
import { parseTemplate, referencesOf } from "../../template/parse";
import { gradersIn } from "../graders";
import { problemAt, type Rule } from "../rule";

/**
 * `like` looks for the reference in the input. Many public files put the reference first, which is harmless
 * for `eq` alone (grader-semantics.md 2 and 3).
 */
export const checkSwappedSides: Rule = (context) =>
  gradersIn(context.document).flatMap(({ path, type, value }) => {
    const operation = value.get("operation");
    if (type !== "string_check" || (operation !== "like" && operation !== "ilike")) return [];
    const [input, reference] = [value.get("input"), value.get("reference")];
    if (typeof input !== "string" || typeof reference !== "string") return [];
    if (readsOutput(input) || !readsOutput(reference)) return [];
    const { json } = context.document;
    const [inputAt, referenceAt] = [
      [...path, "input"],
      [...path, "reference"],
    ] as const;
    const edits = [
      { range: json.rangeOf(inputAt), newText: JSON.stringify(reference) },
      { range: json.rangeOf(referenceAt), newText: JSON.stringify(input) },
    ];
    const message = t(
      '"{0}" looks for the reference in the input: this passes when the expected text contains the output.',
      operation,
    );
    return [
      problemAt(context, referenceAt, {
        code: "like-swapped",
        message,
        fix: { title: t("Swap input and reference"), edits },
      }),
    ];
  });

function readsOutput(template: string): boolean {
  return referencesOf(parseTemplate(template)).some(({ namespace }) => namespace === "sample");
}
