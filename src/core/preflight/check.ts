import type { Severity } from "../validate/severity";

/** Where jobs of reinforcement fine-tuning run; what a preflight can be for. */
export const PREFLIGHT_TARGETS = ["openai-rft", "foundry-rft"] as const;
export type PreflightTarget = (typeof PREFLIGHT_TARGETS)[number];

/** What a preflight looks at; whoever started it knows which file each is. */
export type PreflightFile = "grader" | "training" | "validation" | "job";

/** A place in one of the files; line and columns count from 1, columns in UTF-16 units. */
export interface PreflightPlace {
  readonly file: PreflightFile;
  readonly line: number;
  readonly column: number;
  /** Behind the last character, on the same line; absent: to the line's end. */
  readonly endColumn?: number;
}

/** Something found by a check. */
export interface PreflightFinding {
  /** Stable, kebab-case: a lint code, or one of the checks' own. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly place: PreflightPlace;
}

export type CheckId =
  | "grader"
  | "types"
  | "python"
  | "judges"
  | "base-model"
  | "response-format"
  | "training"
  | "validation"
  | "variables"
  | "duplicates"
  | "provider";

/** `warned`: nothing is known to fail, but something deserves a look. */
export type CheckState = "passed" | "warned" | "failed" | "skipped";

/** One question to a job before it starts, and the answer. */
export interface Check {
  readonly id: CheckId;
  /** For people, such as "Training rows". */
  readonly title: string;
  readonly state: CheckState;
  /** One sentence: what was found, or why the check was skipped. */
  readonly summary: string;
  /** The first findings; the summary counts all. */
  readonly findings: readonly PreflightFinding[];
}

/** Findings that are kept of one kind: enough to see what is wrong, in a file of any length. */
export const MOST_FINDINGS = 20;

/** A check whose state follows from its findings. */
export function checked(
  id: CheckId,
  title: string,
  findings: readonly PreflightFinding[],
  summary: string,
): Check {
  const has = (wanted: Severity) => findings.some(({ severity }) => severity === wanted);
  const state = has("error") ? "failed" : has("warning") ? "warned" : "passed";
  return { id, title, state, summary, findings };
}

export function skipped(id: CheckId, title: string, reason: string): Check {
  return { id, title, state: "skipped", summary: reason, findings: [] };
}
