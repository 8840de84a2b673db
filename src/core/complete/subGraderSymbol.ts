import { t } from "@vscode/l10n";
import { keyAdvice, keyFault } from "../formula/keys";
import type { GraderDocument } from "../grader/document";
import type { TextRange } from "../json/document";
import type { TextEdit } from "../json/edits";
import { formulaAt, formulaOf, nameAt, namesIn } from "./formulaCursor";

/** A sub-grader's key as a symbol: declared in `graders`, used in the formula. Ranges have no quotes. */
export interface SubGraderSymbol {
  readonly key: string;
  /** Where it was asked for. */
  readonly range: TextRange;
  readonly declaration: TextRange;
  /** In the formula, in their order; also where the formula is not yet right. */
  readonly uses: readonly TextRange[];
}

/** The sub-grader that the key or the formula's name at `offset` means. */
export function subGraderAt(document: GraderDocument, offset: number): SubGraderSymbol | undefined {
  const formula = formulaOf(document);
  if (!formula) return undefined;
  const key = usedKeyAt(document, offset) ?? declaredKeyAt(document, offset, formula.keys);
  if (key === undefined || !formula.keys.includes(key)) return undefined;
  const declaration = declarationOf(document, key);
  const uses = namesIn(formula.text)
    .filter(({ name, isCall }) => name === key && !isCall)
    .map(({ start, end }) => formula.offsets.toSourceRange(start, end));
  const range = [declaration, ...uses].find((place) => touches(place, offset)) ?? declaration;
  return { key, range, declaration, uses };
}

function usedKeyAt(document: GraderDocument, offset: number): string | undefined {
  const place = formulaAt(document, offset);
  const name = place && nameAt(place);
  return name?.isCall === false ? name.name : undefined;
}

function declaredKeyAt(
  document: GraderDocument,
  offset: number,
  keys: readonly string[],
): string | undefined {
  return keys.find((key) => touches(declarationOf(document, key), offset));
}

function declarationOf({ json }: GraderDocument, key: string): TextRange {
  const { start, end } = json.rangeOfKey(["graders", key]);
  return { start: start + 1, end: end - 1 };
}

function touches({ start, end }: TextRange, offset: number): boolean {
  return start <= offset && offset <= end;
}

export type SubGraderRename =
  | { readonly kind: "edits"; readonly edits: readonly TextEdit[] }
  /** Why the new key can't be taken, for people. */
  | { readonly kind: "refused"; readonly reason: string };

/** Renames a sub-grader's key where it is declared and wherever the formula uses it. */
export function renameSubGrader(
  document: GraderDocument,
  { key, declaration, uses }: SubGraderSymbol,
  newKey: string,
): SubGraderRename {
  if (newKey === key) return { kind: "edits", edits: [] };
  const fault = keyFault(newKey);
  if (fault !== undefined) return { kind: "refused", reason: `${fault} ${keyAdvice()}` };
  if (formulaOf(document)?.keys.includes(newKey)) {
    return { kind: "refused", reason: t('There is a sub-grader "{0}" already. Choose another key.', newKey) };
  }
  return { kind: "edits", edits: [declaration, ...uses].map((range) => ({ range, newText: newKey })) };
}
