import { t } from "@vscode/l10n";
import { stringCheckHolds } from "../../engine/stringCheck";
import type { StringOperation } from "../../grader/types";
import type { JsonPath } from "../../json/value";
import type { Comparison } from "./summary";

/** A value of the grader to be changed. */
interface ValueChange {
  readonly path: JsonPath;
  readonly value: string;
}

/** A change to the grader that makes this sample pass. */
export interface Mend {
  /** The same for the same mend of the same place. */
  readonly id: string;
  readonly kind: "set-operation" | "swap-sides" | "trim-templates";
  readonly title: string;
  readonly changes: readonly ValueChange[];
}

/** The grader that a mend would change. */
export interface MendTarget {
  readonly path: JsonPath;
  /** As they stand in the grader. */
  readonly templates: { readonly input: string; readonly reference: string };
  /** What a template becomes for this sample; undefined where a variable is missing. */
  readonly render: (template: string) => string | undefined;
}

/** Mends that truly make the sample pass; none where it does or where none helps. */
export function findMends(
  comparison: Comparison,
  input: string,
  reference: string,
  target: MendTarget,
): readonly Mend[] {
  if (comparison.kind === "metric") {
    return comparison.reward < 1 ? trimTemplates(target, (a, b) => a === b) : [];
  }
  const { operation } = comparison;
  if (stringCheckHolds(operation, input, reference)) return [];
  return [
    ...trimTemplates(target, (a, b) => stringCheckHolds(operation, a, b)),
    ...setOperation(operation, input, reference, target.path),
    ...swapSides(operation, input, reference, target),
  ];
}

const OTHER_OPERATIONS: Readonly<Record<StringOperation, readonly StringOperation[]>> = {
  eq: ["like", "ilike"],
  ne: ["eq"],
  like: ["ilike"],
  ilike: [],
};

const MEANINGS: Readonly<Record<StringOperation, string>> = {
  eq: t("equal"),
  ne: t("not equal"),
  like: t("contains"),
  ilike: t("contains, ignoring case"),
};

function setOperation(
  operation: StringOperation,
  input: string,
  reference: string,
  path: JsonPath,
): readonly Mend[] {
  // Every text contains the empty one: such a grader would pass everything.
  if (reference === "" && operation !== "ne") return [];
  const other = OTHER_OPERATIONS[operation].find((name) => stringCheckHolds(name, input, reference));
  if (other === undefined) return [];
  const title = t("Change operation to {0} ({1})", other, MEANINGS[other]);
  return [mend("set-operation", path, title, { operation: other })];
}

function swapSides(
  operation: StringOperation,
  input: string,
  reference: string,
  { path, templates }: MendTarget,
): readonly Mend[] {
  if (input === "" || !stringCheckHolds(operation, reference, input)) return [];
  if (operation === "eq" || operation === "ne") return [];
  const swapped = { input: templates.reference, reference: templates.input };
  return [mend("swap-sides", path, t("Swap input and reference"), swapped)];
}

/** White space around a template is part of the text that is compared, and rarely meant. */
function trimTemplates(
  { path, templates, render }: MendTarget,
  holds: (input: string, reference: string) => boolean,
): readonly Mend[] {
  const trimmed = { input: templates.input.trim(), reference: templates.reference.trim() };
  const changed = (["input", "reference"] as const).filter((side) => trimmed[side] !== templates[side]);
  const [input, reference] = [render(trimmed.input), render(trimmed.reference)];
  if (changed.length === 0 || input === undefined || reference === undefined) return [];
  if (reference === "" || !holds(input, reference)) return [];
  const values = Object.fromEntries(changed.map((side) => [side, trimmed[side]]));
  return [mend("trim-templates", path, trimTitle(changed), values)];
}

function trimTitle(changed: readonly ("input" | "reference")[]): string {
  if (changed.length > 1) return t("Remove the white space around the input and the reference");
  return changed.includes("input")
    ? t("Remove the white space around the input")
    : t("Remove the white space around the reference");
}

function mend(
  kind: Mend["kind"],
  path: JsonPath,
  title: string,
  values: Readonly<Record<string, string>>,
): Mend {
  const changes = Object.entries(values).map(([field, value]) => ({ path: [...path, field], value }));
  return { id: [kind, ...path].join(":"), kind, title, changes };
}
