import { t } from "@vscode/l10n";
import { closest } from "../../json/closest";
import { appendEntry } from "../../json/edits";
import { isArray, JsonNumber, textAt, type Json, type JsonPath } from "../../json/value";
import { removed } from "../fixes";
import { gradersIn } from "../graders";
import type { ProblemFix } from "../problem";
import { problemAt, type Rule, type RuleContext } from "../rule";
import { MAX_SOURCE_BYTES, sourceBytes } from "../sourceSize";

/** passing_labels ⊂ labels (facts.md "Graders"). */
export const checkLabels: Rule = (context) =>
  gradersIn(context.document).flatMap(({ type, value, path }) => {
    const labels = value.get("labels");
    const passing = value.get("passing_labels");
    if (type !== "label_model" || !isArray(labels) || !isArray(passing)) return [];
    return passing.flatMap((label, index) => {
      if (typeof label !== "string" || labels.includes(label)) return [];
      const message = t(
        '"{0}" is none of the labels, so the judge can never answer it. Add it to labels, or correct it.',
        label,
      );
      const at = [...path, "passing_labels", index];
      const fixes = labelFixes(context, [...path, "labels"], at, label, labels);
      return [problemAt(context, at, { code: "passing-label-unknown", message, fixes })];
    });
  });

function labelFixes(
  { document: { json } }: RuleContext,
  labelsAt: JsonPath,
  at: JsonPath,
  label: string,
  labels: readonly Json[],
): readonly ProblemFix[] {
  const near = closest(
    label,
    labels.filter((known) => typeof known === "string"),
  );
  const added = {
    title: t('Add "{0}" to labels', label),
    edits: appendEntry(json, labelsAt, JSON.stringify(label)),
  };
  if (near === undefined) return [added];
  const edits = [{ range: json.rangeOf(at), newText: JSON.stringify(near) }];
  return [{ title: t('Replace with "{0}"', near), edits }, added];
}

/** range is two rising numbers; the public schema constrains the wrong level (facts.md "Graders"). */
export const checkRange: Rule = (context) =>
  gradersIn(context.document).flatMap(({ type, value, path }) => {
    const range = value.get("range");
    if (type !== "score_model" || !isArray(range)) return [];
    const [low, high] = range;
    if (!(low instanceof JsonNumber) || !(high instanceof JsonNumber) || range.length !== 2) return [];
    if (low.value < high.value) return [];
    const message = t("range must rise: {0} is not below {1}.", low.text, high.text);
    const { json } = context.document;
    const [lowAt, highAt] = [0, 1].map((index) => json.rangeOf([...path, "range", index]));
    const edits =
      lowAt && highAt
        ? [
            { range: lowAt, newText: high.text },
            { range: highAt, newText: low.text },
          ]
        : [];
    const fixes = low.value > high.value ? [{ title: t("Swap the numbers"), edits }] : [];
    return [problemAt(context, [...path, "range"], { code: "range-order", message, fixes })];
  });

/** From here on a grader is warned about. */
const NEAR_SOURCE_BYTES = 0.9 * MAX_SOURCE_BYTES;

export const checkSourceSize: Rule = (context) =>
  gradersIn(context.document).flatMap(({ type, value, path }) => {
    const source = textAt(value, ["source"]);
    if (type !== "python" || source === undefined) return [];
    const bytes = sourceBytes(source);
    if (bytes < NEAR_SOURCE_BYTES) return [];
    const isTooLarge = bytes >= MAX_SOURCE_BYTES;
    const kB = Math.ceil(bytes / 1000);
    const message = isTooLarge
      ? t(
          "The source has {0} kB; the service takes less than 256 kB, so its Python was not checked. Move data out of it.",
          kB,
        )
      : t("The source has {0} kB; the service takes less than 256 kB. Move data out of it.", kB);
    const code = isTooLarge ? "source-size" : "source-near-limit";
    const range = context.document.json.rangeOfKey([...path, "source"]);
    return [problemAt(context, [...path, "source"], { code, message, range })];
  });

/** image_tag: the spec has no enum; these are the tags seen (facts.md "Graders"). */
const KNOWN_IMAGE_TAGS = ["2025-05-08", "alpha"];

export const checkImageTag: Rule = (context) =>
  gradersIn(context.document).flatMap(({ type, value, path }) => {
    const tag = textAt(value, ["image_tag"]);
    if (type !== "python" || tag === undefined || KNOWN_IMAGE_TAGS.includes(tag)) return [];
    const message = t(
      '"{0}" is no known image. Known: {1}. Leave image_tag out for the current one.',
      tag,
      KNOWN_IMAGE_TAGS.join(", "),
    );
    const at = [...path, "image_tag"];
    const fixes = [removed(context.document.json, at)];
    return [problemAt(context, at, { code: "image-tag-unknown", message, fixes })];
  });
