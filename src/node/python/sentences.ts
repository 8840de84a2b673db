import { t } from "@vscode/l10n";
import type { PythonFinding } from "../../core/ports";
import { saidElsewhere, type Said } from "../../core/said";
import type { ChildFinding, ChildOutcome, GradeOutcome, PythonSentence } from "./protocol";

/** Names are cut off behind so many: the first few tell. */
const MOST_NAMES = 5;

/** Puts what our Python said of a grade (python/words.py) into the user's language; Python's own words stay. */
export function spokenOutcome(outcome: ChildOutcome, newFiles: readonly string[] = []): GradeOutcome {
  const { changed = [], ...rest } = outcome;
  if (rest.kind === "score") {
    const notes = rest.notes.map((note) => spoken(note).message);
    return { ...rest, notes: [...notes, ...changesNote([...changed, ...newFiles])] };
  }
  const { message, mend, ...failure } = rest;
  return { ...failure, ...spoken(message), ...(mend !== undefined && { mend: spoken(mend).message }) };
}

/** The same of what Python found in a source. */
export function spokenFinding(finding: ChildFinding): PythonFinding {
  if (finding.kind !== "missing_module") return finding;
  return { ...finding, message: spoken(finding.message).message, mend: spoken(finding.mend).message };
}

function changesNote(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, MOST_NAMES).join(", ") + (names.length > MOST_NAMES ? ", …" : "");
  return [t("The grade changed {0}: this was put back, and the next row starts without it.", shown)];
}

function spoken(sentence: PythonSentence): Said {
  return typeof sentence === "string" ? { message: sentence } : saidElsewhere(...sentence);
}
