import { t } from "@vscode/l10n";
import { saidElsewhere, type Said } from "../../core/said";
import type { ChildOutcome, GradeOutcome, PythonSentence } from "./protocol";

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

function changesNote(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, MOST_NAMES).join(", ") + (names.length > MOST_NAMES ? ", …" : "");
  return [t("The grade changed {0}: this was put back, and the next row starts without it.", shown)];
}

function spoken(sentence: PythonSentence): Said {
  return typeof sentence === "string" ? { message: sentence } : saidElsewhere(...sentence);
}
