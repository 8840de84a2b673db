import type * as vscode from "vscode";
import type { Preflight } from "../../core/preflight/preflight";
import type { ProviderError, ValidateOutcome } from "../../core/provider/provider";
import type { ProviderId } from "../../core/providerTable";
import type { RunResult } from "../../core/result/runResult";
import type { WhyNot } from "../../core/runs/outcome";
import type { Summary } from "../../core/runs/tally";
import type { Problem } from "../../core/validate/problem";
import type { OpenGrader } from "../documents/documentGraders";
import type { PreflightChoice } from "./preflightFiles";
import type { RunRecord } from "./runRecord";

/** Something that was started for a grader: one row, all rows, its validation, its preflight. */
export interface Activity {
  readonly kind: Came["kind"];
  readonly grader: vscode.Uri;
  /** The provider that was chosen when it began. */
  readonly provider: ProviderId;
  /** What is graded, in words. */
  readonly sample?: string;
}

/** What an activity comes to. */
export type Came =
  | { readonly kind: "run"; readonly record: RunRecord; readonly why?: undefined }
  | { readonly kind: "run"; readonly why: WhyNot; readonly record?: undefined }
  | { readonly kind: "batch"; readonly summary: Summary }
  | { readonly kind: "validate"; readonly open: OpenGrader; readonly validation: Validation }
  | { readonly kind: "preflight"; readonly open: OpenGrader; readonly preflighted: Preflighted };

/** Everything that was found out about a grader. */
export interface Validation {
  readonly problems: readonly Problem[];
  /** Where it was asked. */
  readonly provider: string;
  /** What the provider said; absent where our own errors kept it from being asked. */
  readonly outcome?: ValidateOutcome;
  /** Why the provider could not be asked. */
  readonly failure?: ProviderError;
}

/** A preflight that was made, with what it was about. */
export interface Preflighted {
  readonly result: Preflight;
  readonly choice: PreflightChoice;
}

/** The result that a command returns for a run; undefined where none came. */
export function resultOf(came: Came | undefined): RunResult | undefined {
  return came?.kind === "run" ? came.record?.result : undefined;
}
