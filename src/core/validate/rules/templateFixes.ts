import { t } from "@vscode/l10n";
import type { JsonDocument } from "../../json/document";
import type { JsonPath } from "../../json/value";
import { isNamespace } from "../../template/names";
import {
  parseTemplate,
  referencesOf,
  type ParsedTemplate,
  type Span,
  type TemplateFault,
} from "../../template/parse";
import { replaceInString } from "../fixes";
import type { ProblemFix } from "../problem";
import type { RowValues } from "../rowValues";
import { withNamespace } from "../suggestVariables";

/** A variable at the beginning of a text, as people mean it: punctuation ends it. */
const VARIABLE = /^(?:item|sample)(?:\.[^\s.[\]{}"'()|%*,:;!?<>]+|\[\d+\]|\[(?:"[^"\n]*"|'[^'\n]*')\])+/;

/** A longer one is no variable, and its braces may be closed at the other end of the text. */
const LONGEST_VARIABLE = 500;

/** Mends of braces that are no variable. */
export function faultFixes(
  json: JsonDocument,
  path: JsonPath,
  text: string,
  fault: TemplateFault,
  rows: RowValues | undefined,
): readonly ProblemFix[] {
  const from =
    fault.start + (/^\{\{\s*/.exec(text.slice(fault.start, fault.end + LONGEST_VARIABLE))?.[0].length ?? 0);
  const begun = VARIABLE.exec(text.slice(from, from + LONGEST_VARIABLE))?.[0];
  if (fault.code === "template-unclosed") {
    return begun === undefined ? [] : [closing(json, path, text, from + begun.length)];
  }
  const inner = text.slice(from, fault.end - "}}".length).trimEnd();
  if (inner.length > LONGEST_VARIABLE) return [];
  const cut = begun !== undefined && endsVariable(inner.slice(begun.length));
  return [
    ...(cut ? [closing(json, path, text, from + begun.length)] : []),
    ...rewritten(inner, rows).map((variable) => replaceInString(json, path, fault, `{{${variable}}}`)),
  ];
}

/** What follows a variable whose braces were forgotten: the end of a JSON text, of a sentence. */
function endsVariable(rest: string): boolean {
  return /^["',;:!?<\n]/.test(rest);
}

function closing(json: JsonDocument, path: JsonPath, text: string, at: number): ProblemFix {
  const half = /^\s*\}(?!\})/.exec(text.slice(at, at + LONGEST_VARIABLE))?.[0].length ?? 0;
  const place = { start: at + half, end: at + half };
  const missing = half > 0 ? "}" : "}}";
  return { ...replaceInString(json, path, place, missing, t("Close the braces")), automatic: true };
}

/** What stands in braces, written so that it is a variable. */
function rewritten(inner: string, rows: RowValues | undefined): readonly string[] {
  if (/^[\p{L}_][\p{L}\p{N}_]*$/u.test(inner) && !isNamespace(inner)) return withNamespace([inner], rows);
  const tidy = inner
    .replace(/\s*\|.*$/s, "")
    .replace(/\s*([.[\]])\s*/g, "$1")
    .replace(/\.{2,}/g, ".")
    .replace(/\.\[/g, "[")
    .replace(/\[([\p{L}_][\p{L}\p{N}_]*)\]/gu, ".$1")
    .replace(/\.$/, "");
  return tidy !== inner && isVariable(tidy) ? [tidy] : [];
}

function isVariable(expression: string): boolean {
  const [reference] = referencesOf(parseTemplate(`{{${expression}}}`));
  return (
    reference !== undefined &&
    isNamespace(reference.namespace) &&
    reference.inner.end === expression.length + 2
  );
}

const SINGLE = /(?<!\{)\$?\{\s*((?:item|sample)(?:\.[\p{L}_][\p{L}\p{N}_]*|\[\d+\])+)\s*\}/gu;

/** Variables in single braces within a template's texts. */
export function singleBraces({ parts }: ParsedTemplate): readonly (Span & { readonly variable: string })[] {
  return parts.flatMap((part) =>
    part.kind === "reference"
      ? []
      : [...part.text.matchAll(SINGLE)].map(({ index, 0: whole, 1: variable = "" }) => ({
          variable,
          start: part.start + index,
          end: part.start + index + whole.length,
        })),
  );
}
