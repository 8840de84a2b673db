import { t } from "@vscode/l10n";
import type { GraderDocument } from "../grader/document";
import { keyAdvice, keyFault } from "../formula/keys";
import { isObject, type JsonObject } from "../json/value";
import type { TextEdit } from "../validate/problem";
import type { GraderChange } from "../edit/change";
import { extendFormula } from "./extendFormula";
import { appendMembers } from "../edit/members";
import { meanOf } from "./newGrader";

/** Why a key can't be that of a new sub-grader, for people; undefined where it can. */
export function newKeyFault({ root }: GraderDocument, key: string): string | undefined {
  const fault = keyFault(key);
  if (fault !== undefined) return `${fault} ${keyAdvice()}`;
  return keysOf(root).includes(key)
    ? t('There is a sub-grader "{0}" already. Choose another key.', key)
    : undefined;
}

/** The keys of a multi's sub-graders. */
export function keysOf(root: JsonObject | undefined): readonly string[] {
  const graders = root?.get("graders");
  return isObject(graders) ? [...graders.keys()] : [];
}

/**
 * Puts a sub-grader behind the last one of a multi and counts it in the formula. A formula that can't be read
 * is left to its author.
 */
export function addSubGrader(document: GraderDocument, key: string, grader: JsonObject): GraderChange {
  const reason = refusal(document) ?? newKeyFault(document, key);
  if (reason !== undefined) return { kind: "refused", reason };
  const { json, root } = document;
  const others = keysOf(root);
  const isNew = root?.get("graders") === undefined;
  const formula = root?.get("calculate_output");
  const missing = [
    ...(isNew ? [["graders", new Map([[key, grader]])] as const] : []),
    ...(formula === undefined ? [["calculate_output", meanOf([...others, key])] as const] : []),
  ];
  return {
    kind: "edits",
    key,
    edits: [
      ...(isNew ? [] : appendMembers(json, ["graders"], [[key, grader]])),
      ...(missing.length > 0 ? appendMembers(json, [], missing) : []),
      ...(typeof formula === "string" ? formulaEdits(document, formula, { key, others }) : []),
    ],
  };
}

function refusal({ json, root, type }: GraderDocument): string | undefined {
  const fault = json.faults.find(({ code }) => code === "json-syntax" || code === "json-too-deep");
  if (fault) return t("The JSON has to be mended first. {0}", fault.message);
  if (type !== "multi") return t("Only a multi has sub-graders. Wrap this grader in a multi first.");
  const graders = root?.get("graders");
  if (graders === undefined || isObject(graders)) return undefined;
  return t("graders is no object. Make it one of named sub-graders first.");
}

function formulaEdits(
  { json }: GraderDocument,
  formula: string,
  { key, others }: { readonly key: string; readonly others: readonly string[] },
): readonly TextEdit[] {
  const isNone = formula.trim() === "" || others.length === 0;
  const extended = isNone ? meanOf([...others, key]) : extendFormula(formula, key, others.length);
  if (extended === undefined) return [];
  return [{ range: json.rangeOf(["calculate_output"]), newText: JSON.stringify(extended) }];
}
