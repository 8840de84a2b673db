// Imported before what says something: tables of words are made when their modules load.
import { config } from "@vscode/l10n";
import { readFileSync } from "node:fs";

const sentences = JSON.parse(readFileSync("l10n/bundle.l10n.json", "utf8")) as Record<string, string>;

/** A language in which every sentence stands in ⟦⟧ and its values outside: those are data, or said themselves. */
export const pseudoWords: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(sentences).map((sentence) => [sentence, `⟦${sentence.replace(/\{\d+\}/g, "⟧$&⟦")}⟧`]),
);
config({ contents: JSON.stringify(pseudoWords) });

/** A sentence that VS Code's extension host says around a view, in that language. */
export function hostSays(sentence: string, ...values: readonly string[]): string {
  const said = pseudoWords[sentence];
  if (said === undefined) throw new Error(`Nobody says: ${sentence}`);
  return said.replace(/\{(\d+)\}/g, (_, at: string) => values[Number(at)] ?? "");
}
