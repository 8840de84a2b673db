import { t } from "@vscode/l10n";
import { appendMembers } from "../../edit/members";
import { closest, closestOnes } from "../../json/closest";
import type { JsonDocument } from "../../json/document";
import { kindWords } from "../../json/kindWords";
import { isArray, isObject, kindOf, type Json, type JsonObject } from "../../json/value";
import { GRADER_TYPES, isGraderType, type GraderType } from "../../grader/types";
import { foreignWord } from "../foreignWords";
import type { ProblemFix } from "../problem";
import { problemAt, type Rule } from "../rule";

/** The file is one grader: an object with a known type. The schema says so too, in fewer words. */
export const checkRoot: Rule = (context) => {
  const { json, root } = context.document;
  if (json.value === undefined) return [];
  if (!root) {
    const message = notAnObject(json.value);
    return [problemAt(context, [], { code: "not-a-grader", ...SCHEMA, message, fixes: unwrapFix(json) })];
  }
  const type = root.get("type");
  if (isGraderType(type)) return [];
  if (type === undefined) {
    const missing = t('The grader has no "type". Add one of {0}.', GRADER_TYPES.join(", "));
    const message = [missing, ...foreignHint(root)].join(" ");
    return [
      problemAt(context, [], {
        code: "type-missing",
        ...SCHEMA,
        message,
        range: firstCharacter(json.rangeOf([])),
        fixes: typeFix(json, root),
      }),
    ];
  }
  const fixes = typesMeant(type).map((known) => ({
    title: t('Replace with "{0}"', known),
    edits: [{ range: json.rangeOf(["type"]), newText: JSON.stringify(known) }],
  }));
  return [
    problemAt(context, ["type"], { code: "type-unknown", ...SCHEMA, message: unknownType(type), fixes }),
  ];
};

/** The only entry of an array, in its place. */
function unwrapFix(json: JsonDocument): readonly ProblemFix[] {
  const { value } = json;
  const [only, ...more] = isArray(value) ? value : [];
  if (more.length > 0 || !isObject(only)) return [];
  const { start, end } = json.rangeOf([0]);
  const edits = [{ range: json.rangeOf([]), newText: json.text.slice(start, end) }];
  return [{ title: t("Remove the brackets"), edits }];
}

/** Fields that one type alone has. */
const TELLING: Readonly<Record<string, GraderType>> = {
  operation: "string_check",
  evaluation_metric: "text_similarity",
  source: "python",
  range: "score_model",
  labels: "label_model",
  passing_labels: "label_model",
  graders: "multi",
  calculate_output: "multi",
  url: "endpoint",
};

function typeFix(json: JsonDocument, root: JsonObject): readonly ProblemFix[] {
  const types = Object.keys(TELLING).flatMap((field) => (root.has(field) ? (TELLING[field] ?? []) : []));
  const [type, ...others] = new Set(types);
  if (type === undefined || others.length > 0) return [];
  return [{ title: t("Add {0}", `"type": "${type}"`), edits: appendMembers(json, [], [["type", type]]) }];
}

const SCHEMA = { source: "schema" } as const;

function firstCharacter({ start }: { start: number }) {
  return { start, end: start + 1 };
}

function notAnObject(value: Json): string {
  const first = isArray(value) ? value[0] : undefined;
  if (isObject(first) && isGraderType(first.get("type"))) {
    return t(
      "The grader stands in an array. A grader file holds the object itself: remove the brackets around it.",
    );
  }
  return t('A grader is a JSON object with a "type"; this file holds {0}.', kindWords(kindOf(value)));
}

function typesMeant(type: Json): readonly string[] {
  if (typeof type !== "string") return [];
  return foreignWord("type", type, GRADER_TYPES)?.choices ?? closestOnes(type, GRADER_TYPES);
}

function unknownType(type: Json): string {
  const known = t("Known types: {0}.", GRADER_TYPES.join(", "));
  if (typeof type !== "string") return `${t('"type" must be a text.')} ${known}`;
  const meant = foreignWord("type", type, GRADER_TYPES);
  const near = closest(type, GRADER_TYPES);
  const isOther = meant && meant.choices[0] !== near;
  const hint = isOther ? meant.words : near === undefined ? known : t('Did you mean "{0}"?', near);
  return `${t('There is no grader type "{0}".', type)} ${hint}`;
}

/** JSON of another kind that ends up in grader files. */
function foreignHint(root: ReadonlyMap<string, Json>): readonly string[] {
  if (root.has("grader")) return [t('The grader seems to stand under "grader": keep only that object.')];
  if (root.has("method"))
    return [t("This looks like a fine-tuning job: its grader stands under method.reinforcement.grader.")];
  return [];
}
