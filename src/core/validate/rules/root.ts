import { closest } from "../../json/closest";
import { isArray, isObject, kindOf, type Json } from "../../json/value";
import { GRADER_TYPES, isGraderType } from "../../grader/types";
import { problemAt, type Rule } from "../rule";

/** The file is one grader: an object with a known type. The schema says so too, in fewer words. */
export const checkRoot: Rule = (context) => {
  const { json, root } = context.document;
  if (json.value === undefined) return [];
  if (!root) {
    return [problemAt(context, [], { code: "not-a-grader", ...SCHEMA, message: notAnObject(json.value) })];
  }
  const type = root.get("type");
  if (isGraderType(type)) return [];
  if (type === undefined) {
    const message = `The grader has no "type". Add one of ${GRADER_TYPES.join(", ")}.${foreignHint(root)}`;
    return [
      problemAt(context, [], {
        code: "type-missing",
        ...SCHEMA,
        message,
        range: firstCharacter(json.rangeOf([])),
      }),
    ];
  }
  return [problemAt(context, ["type"], { code: "type-unknown", ...SCHEMA, message: unknownType(type) })];
};

const SCHEMA = { source: "schema" } as const;

function firstCharacter({ start }: { start: number }) {
  return { start, end: start + 1 };
}

function notAnObject(value: Json): string {
  const first = isArray(value) ? value[0] : undefined;
  if (isObject(first) && isGraderType(first.get("type"))) {
    return "The grader stands in an array. A grader file holds the object itself: remove the brackets around it.";
  }
  return `A grader is a JSON object with a "type"; this file holds ${article(kindOf(value))}.`;
}

function article(kind: string): string {
  if (kind === "null") return "null";
  return /^[ao]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}

function unknownType(type: Json): string {
  const known = `Known types: ${GRADER_TYPES.join(", ")}.`;
  if (typeof type !== "string") return `"type" must be a text. ${known}`;
  const near = closest(type, GRADER_TYPES);
  return near === undefined
    ? `There is no grader type "${type}". ${known}`
    : `There is no grader type "${type}". Did you mean "${near}"?`;
}

/** JSON of another kind that ends up in grader files. */
function foreignHint(root: ReadonlyMap<string, Json>): string {
  if (root.has("grader")) return ' The grader seems to stand under "grader": keep only that object.';
  if (root.has("method"))
    return " This looks like a fine-tuning job: its grader stands under method.reinforcement.grader.";
  if (root.has("testing_criteria"))
    return " This looks like an eval: each of its testing_criteria is a grader.";
  return "";
}
