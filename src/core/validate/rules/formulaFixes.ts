import { t } from "@vscode/l10n";
import { FormulaError } from "../../formula/ast";
import { FORMULA_FUNCTIONS } from "../../formula/functions";
import { parseFormula } from "../../formula/parse";
import { closestOnes } from "../../json/closest";
import type { JsonDocument } from "../../json/document";
import type { Span } from "../../template/parse";
import { replaceInString } from "../fixes";
import { FORMULA_PATH, type FoundFormula } from "../formulaIn";
import type { ProblemFix } from "../problem";

/** A replacement in the formula's text. */
interface Mend extends Span {
  readonly text: string;
  readonly title?: string;
  readonly automatic?: true;
}

/** Mends of a formula that can't be read; each lets the reader come past the fault. */
export function errorFixes(
  json: JsonDocument,
  formula: FoundFormula,
  error: FormulaError,
): readonly ProblemFix[] {
  return MENDS[error.code](formula, error.span)
    .filter((mend) => goesOn(formula.text, mend))
    .map(({ start, end, text, title, automatic }) => ({
      ...replaceInString(json, FORMULA_PATH, { start, end }, text, title),
      ...(automatic && { automatic }),
    }));
}

const MENDS: Readonly<Record<FormulaError["code"], (formula: FoundFormula, span: Span) => readonly Mend[]>> =
  {
    "formula-syntax": (formula, span) => [
      ...otherSigns(formula, span),
      ...braces(formula, span),
      ...impliedProduct(formula, span),
      ...openParenthesis(formula, span),
    ],
    "formula-unknown-function": unknownFunction,
    "formula-arity": extremeOfOne,
    "formula-limit": () => [],
  };

/** Whether what is wrong then, if anything, stands further on. */
function goesOn(text: string, { start, end, text: mended }: Mend): boolean {
  try {
    parseFormula(text.slice(0, start) + mended + text.slice(end));
    return true;
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    return error.span.start > start + mended.length;
  }
}

/** Signs of other languages and of mathematics. */
const SIGNS: ReadonlyMap<string, string> = new Map([
  ["**", "^"],
  ["×", "*"],
  ["·", "*"],
  ["÷", "/"],
  ["−", "-"],
  ["–", "-"],
]);

function otherSigns({ text }: FoundFormula, span: Span): readonly Mend[] {
  const sign = SIGNS.get(text.slice(span.start, span.end));
  return sign === undefined ? [] : [{ ...span, text: sign, automatic: true }];
}

/** A sub-grader's key in the braces of a template. */
function braces({ text, keys }: FoundFormula, { start }: Span): readonly Mend[] {
  const found = /^\{+\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}+/.exec(text.slice(start));
  const [whole = "", key = ""] = found ?? [];
  if (!keys.includes(key)) return [];
  return [{ start, end: start + whole.length, text: key, title: t("Remove the braces"), automatic: true }];
}

/** `2 a` and `2(a + b)`, as mathematics has it. */
function impliedProduct({ text }: FoundFormula, { start }: Span): readonly Mend[] {
  const before = text.slice(0, start).trimEnd();
  if (!/[\p{L}\p{N}_.)]$/u.test(before) || !/^[\p{L}\p{N}_.(]/u.test(text.slice(start))) return [];
  return [{ start: before.length, end: start, text: " * ", title: t('Insert "*"') }];
}

function openParenthesis({ text }: FoundFormula, { start, end }: Span): readonly Mend[] {
  if (text.slice(start, end) !== "(") return [];
  const behind = text.trimEnd().length;
  return [{ start: behind, end: behind, text: ")", title: t("Close the parenthesis") }];
}

function unknownFunction({ text, keys }: FoundFormula, span: Span): readonly Mend[] {
  const name = text.slice(span.start, span.end);
  const power = /^pow\(([^(),]+),([^(),]+)\)/.exec(text.slice(span.start));
  const [whole = "", base = "", exponent = ""] = power ?? [];
  return [
    ...(power
      ? [
          {
            start: span.start,
            end: span.start + whole.length,
            text: `((${base.trim()}) ^ (${exponent.trim()}))`,
          },
        ]
      : []),
    ...(keys.includes(name) ? [{ start: span.end, end: span.end, text: " * ", title: t('Insert "*"') }] : []),
    ...closestOnes(name, [...FORMULA_FUNCTIONS.keys()]).map((near) => ({ ...span, text: near })),
  ];
}

/** `max(a)` is a. */
function extremeOfOne({ text }: FoundFormula, span: Span): readonly Mend[] {
  const [, inner] = /^(?:min|max)(\([^,]+\))$/s.exec(text.slice(span.start, span.end)) ?? [];
  return inner === undefined ? [] : [{ ...span, text: inner }];
}
