import { t } from "@vscode/l10n";
import type { Node as SyntaxNode } from "jsonc-parser";
import { removeNode } from "../edit/members";
import type { JsonDocument, JsonFault } from "../json/document";
import { oncePer } from "../remember";
import type { ProblemFix } from "./problem";

/** Mends of a JSON text's faults; `json` is the document in which the fault was found. */
export function jsonFixes(json: JsonDocument, fault: JsonFault): readonly ProblemFix[] {
  if (fault.code === "json-duplicate-key") return duplicateFixes(json, fault);
  return fault.code === "json-syntax" ? syntaxFixes(json.text, fault) : [];
}

/** The last one counts: taking the earlier one out changes nothing that is read. */
function duplicateFixes({ text, root }: JsonDocument, { start }: JsonFault): readonly ProblemFix[] {
  const earlier = root && earlierOnes(root).get(start);
  if (!earlier) return [];
  return [{ title: t("Remove the earlier one, which does not count"), edits: removeNode(text, earlier) }];
}

/** The property before each one of the same key, by the place of the later key. */
const earlierOnes = oncePer((root: SyntaxNode) => {
  const found = new Map<number, SyntaxNode>();
  const look = (node: SyntaxNode) => {
    const known = new Map<unknown, SyntaxNode>();
    for (const child of node.children ?? []) {
      const [key, value] = child.children ?? [];
      if (node.type !== "object") look(child);
      else if (key) {
        const earlier = known.get(key.value);
        if (earlier) found.set(key.offset, earlier);
        known.set(key.value, child);
        if (value) look(value);
      }
    }
  };
  look(root);
  return found;
});

/** Literals of Python, which many graders are copied from. */
const CONSTANTS: ReadonlyMap<string, string> = new Map([
  ["True", "true"],
  ["False", "false"],
  ["None", "null"],
]);

function syntaxFixes(text: string, { start, end }: JsonFault): readonly ProblemFix[] {
  const token = text.slice(start, end);
  const before = text.slice(0, start).trimEnd();
  const replace = (newText: string, title = t('Replace with "{0}"', newText)): ProblemFix[] => [
    { title, edits: [{ range: { start, end }, newText }], automatic: true },
  ];
  const constant = CONSTANTS.get(token);
  if (constant !== undefined) return replace(constant);
  if (token === ";") return replace(",");
  if (token.startsWith('"')) return stringFixes(before, token, replace);
  if (/^'[^'"\\\n]*'$/.test(token)) return replace(`"${token.slice(1, -1)}"`);
  if (/^[A-Za-z_]\w*$/.test(token) && /^\s*:/.test(text.slice(end))) return replace(`"${token}"`);
  if (/^[}\],]$/.test(token) && before.endsWith(",")) return [removeAt(before.length - 1)];
  return /^[-\d{[tfn]/.test(token) ? commaFixes(before) : [];
}

function stringFixes(
  before: string,
  token: string,
  replace: (newText: string, title: string) => ProblemFix[],
): readonly ProblemFix[] {
  const escapedWell = token
    .replace(/\\(["\\/bfnrt]|u[0-9a-fA-F]{4})|\\/g, (whole, known?: string) =>
      known === undefined ? "\\\\" : whole,
    )
    .replace(/[\u0000-\u001f]/g, (unit) => JSON.stringify(unit).slice(1, -1));
  if (escapedWell === token || !token.endsWith('"')) return commaFixes(before);
  return replace(escapedWell, t("Escape what JSON can't have in a text"));
}

function removeAt(start: number): ProblemFix {
  return {
    title: t("Remove the comma"),
    edits: [{ range: { start, end: start + 1 }, newText: "" }],
    automatic: true,
  };
}

/** A value follows another one: comments between them are left where they are. */
function commaFixes(before: string): readonly ProblemFix[] {
  if (!/["\w}\]]/.test(before.slice(-1))) return [];
  const at = before.length;
  return [
    { title: t("Insert a comma"), edits: [{ range: { start: at, end: at }, newText: "," }], automatic: true },
  ];
}
