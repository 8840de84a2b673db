/** Fingerprints of a JSON string and of the file that shows it, when both last said the same. */
export interface Agreement {
  readonly json: string;
  /** Another one than `json` where saving formatted the file. */
  readonly file: string;
}

export interface SyncState {
  /** Undefined before the first time. */
  readonly agreed: Agreement | undefined;
  /** Fingerprint of the JSON string now; undefined where it can't be read. */
  readonly json: string | undefined;
  /** Fingerprint of the file's text now. */
  readonly file: string;
  /** The file has unsaved changes. */
  readonly dirty: boolean;
  /** The user has put off the choice between the two. */
  readonly putOff: boolean;
  /** The user has just saved the file; not VS Code by itself. */
  readonly saved: boolean;
  /** The file came back with its unsaved changes after a restart, and all else has come back too. */
  readonly restored: boolean;
}

/**
 * What brings a string of a grader and the file that shows it together again:
 * - `rest`: nothing to do, or not yet
 * - `agree`: both say the same; remember that
 * - `write-json`, `write-file`: one side changed, the other follows
 * - `ask`: both changed, the user chooses
 * - `stranded`: the file changed, and there is no string to write it to
 */
export type SyncStep = "rest" | "agree" | "write-json" | "write-file" | "ask" | "stranded";

/** Decides from what is there, not from what happened: safe to ask at any time, also after a restart. */
export function nextStep({ agreed, json, file, dirty, putOff, saved, restored }: SyncState): SyncStep {
  const fileChanged = file !== agreed?.file;
  // While one types, neither side moves: the save decides.
  if (dirty) return restored && fileChanged && json === undefined ? "stranded" : "rest";
  if (json === undefined) return fileChanged ? "stranded" : "rest";
  const jsonChanged = json !== agreed?.json;
  if (!fileChanged && !jsonChanged) return "rest";
  if (file === json) return "agree";
  if (!fileChanged) return "write-file";
  if (!jsonChanged) return "write-json";
  return saved || !putOff ? "ask" : "rest";
}
