import type { ErrorFlag } from "./errorFlags";

/** What one grader comes to on one sample while it is edited. */
export type LiveOutcome =
  | { readonly kind: "scored"; readonly reward: number; readonly passed?: boolean }
  | { readonly kind: "errored"; readonly flag: ErrorFlag }
  /** Not graded at this moment: its Python waits to be saved, or is `slow`; or its formula is half written. */
  | { readonly kind: "waiting"; readonly slow: boolean };

/** What a grader comes to on a sample, and each sub-grader that was graded. */
export interface LiveGrade {
  /** Absent where it needs a sub-grader that is not graded while typing, such as a judge. */
  readonly whole?: LiveOutcome;
  /** By key. */
  readonly parts: Readonly<Record<string, LiveOutcome>>;
}
