import { saidElsewhere, type Said } from "../../core/said";
import type { ChildOutcome, GradeOutcome, PythonSentence } from "./protocol";

/** Puts what our Python said of a grade (python/words.py) into the user's language; Python's own words stay. */
export function spokenOutcome(outcome: ChildOutcome): GradeOutcome {
  if (outcome.kind === "score") {
    return { ...outcome, notes: outcome.notes.map((note) => spoken(note).message) };
  }
  const { message, mend, ...rest } = outcome;
  return { ...rest, ...spoken(message), ...(mend !== undefined && { mend: spoken(mend).message }) };
}

function spoken(sentence: PythonSentence): Said {
  return typeof sentence === "string" ? { message: sentence } : saidElsewhere(...sentence);
}
