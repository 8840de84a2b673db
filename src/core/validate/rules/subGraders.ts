import { t } from "@vscode/l10n";
import { keyAdvice, keyFault } from "../../formula/keys";
import type { JsonDocument } from "../../json/document";
import { isObject } from "../../json/value";
import { removed, replaceInString } from "../fixes";
import { FORMULA_PATH, formulaIn, variablesOf } from "../formulaIn";
import { rangeInString } from "../places";
import type { ProblemFix } from "../problem";
import { problemAt, type Rule } from "../rule";

/** Each sub-grader runs, and may cost, whether the formula uses it or not (facts.md "Multi"). */
export const checkUnusedSubGraders: Rule = (context) => {
  const formula = formulaIn(context.document);
  if (!formula?.expression) return [];
  const { json } = context.document;
  const used = new Set(variablesOf(formula.expression).map(({ name }) => name));
  return (
    formula.keys
      // A key that can't be written is a finding of its own.
      .filter((key) => !used.has(key) && keyFault(key) === undefined)
      .map((key) => {
        const path = ["graders", key];
        const message = t('The formula does not use "{0}": it runs, and may cost, for nothing.', key);
        const fixes = [
          // A multi has at least one sub-grader.
          ...(formula.keys.length > 1 ? [removed(json, path)] : []),
          addToFormula(json, formula.text, key),
        ];
        const range = json.rangeOfKey(path);
        return problemAt(context, path, { code: "formula-unused-sub-grader", message, range, fixes });
      })
  );
};

function addToFormula(json: JsonDocument, formula: string, key: string): ProblemFix {
  const title = t('Add "{0}" to the formula', key);
  const end = formula.trimEnd().length;
  return replaceInString(json, FORMULA_PATH, { start: end, end }, ` + ${key}`, title);
}

/** Keys are variables of the formula (facts.md "Multi"). */
export const checkSubGraderKeys: Rule = (context) => {
  const graders = context.document.root?.get("graders");
  if (context.document.type !== "multi" || !isObject(graders)) return [];
  const { json } = context.document;
  return [...graders.keys()].flatMap((key) => {
    const wrong = keyFault(key);
    if (wrong === undefined) return [];
    const path = ["graders", key];
    const message = `${wrong} ${keyAdvice()}`;
    const fixes = rename(json, key, [...graders.keys()], formulaIn(context.document)?.text ?? "");
    return [
      problemAt(context, path, { code: "sub-grader-key", message, range: json.rangeOfKey(path), fixes }),
    ];
  });
};

/** A key that can be written, in `graders` and wherever the formula means it. */
function rename(
  json: JsonDocument,
  key: string,
  keys: readonly string[],
  formula: string,
): readonly ProblemFix[] {
  const letters = key.replace(/[^A-Za-z0-9_]+/g, "_").replace(/^(?=\d)/, "_");
  const newKey = keyFault(letters) === undefined ? letters : `${letters}_`;
  if (keyFault(newKey) !== undefined || keys.includes(newKey)) return [];
  const uses = usesOf(formula, key, keys).map((start) =>
    rangeInString(json, FORMULA_PATH, { start, end: start + key.length }),
  );
  return [
    {
      title: t('Rename to "{0}"', newKey),
      edits: [
        { range: json.rangeOfKey(["graders", key]), newText: JSON.stringify(newKey) },
        ...uses.map((range) => ({ range, newText: newKey })),
      ],
    },
  ];
}

/** Where the formula means the key: not where its parts are numbers or sub-graders by themselves. */
function usesOf(formula: string, key: string, keys: readonly string[]): readonly number[] {
  const parts = key.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? [];
  if (parts.length === 0 || parts.every((part) => part !== key && keys.includes(part))) return [];
  const uses: number[] = [];
  for (let at = formula.indexOf(key); at >= 0; at = formula.indexOf(key, at + key.length)) {
    const behind = at + key.length;
    const isPart = /[\p{L}\p{N}_.]/u.test(formula.charAt(at - 1) + formula.charAt(behind));
    if (!isPart && !/^\s*\(/.test(formula.slice(behind, behind + 10))) uses.push(at);
  }
  return uses;
}
