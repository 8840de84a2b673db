import type { TextRange } from "../../json/document";
import type { JsonPath } from "../../json/value";
import type { RowId } from "../../runs/rowId";
import type { CheckState, PreflightFile } from "../../preflight/check";
import type { Severity } from "../../validate/problem";

/**
 * What the result panel shows, computed in core and drawn by the webview without further thought: texts are
 * ready to read, numbers come with the text to print. It is plain JSON, so that it can be posted.
 */
export type PanelView = EmptyView | RunningView | RunView | ValidationView | PreflightView | FailureView;

export interface EmptyView {
  readonly kind: "empty";
}

export interface RunningView {
  readonly kind: "running";
  readonly heading: Heading;
  /** For example "Grading" or "Validating". */
  readonly activity: string;
  readonly strip?: StripView;
}

/** The provider could not be asked, or the grader can't be run as it is. */
export interface FailureView {
  readonly kind: "failure";
  readonly heading: Heading;
  readonly title: string;
  readonly message: string;
  readonly mend?: string;
  readonly requestId?: string;
  readonly place?: PlaceLink;
  /** What can be done right here, such as storing a key. */
  readonly actions: readonly PanelAction[];
  readonly strip?: StripView;
}

export interface RunView {
  readonly kind: "run";
  readonly heading: Heading;
  readonly reward: RewardView;
  readonly formula?: FormulaView;
  /** Raised flags first things first, each with its place and mend; empty when scored. */
  readonly failures: readonly FlagView[];
  /** The flags that are down, for looking up what they mean. */
  readonly quietFlags: readonly { readonly flag: string; readonly meaning: string }[];
  /** The grader itself, or a multi's sub-graders in order. */
  readonly parts: readonly PartView[];
  readonly notes: readonly string[];
  readonly metadata: readonly Fact[];
  readonly rawJson: string;
  readonly strip?: StripView;
  /** Formats of "Copy as". */
  readonly copyAs: readonly { readonly id: string; readonly label: string }[];
}

export interface ValidationView {
  readonly kind: "validation";
  readonly heading: Heading;
  readonly counts: Readonly<Record<"errors" | "warnings" | "information", number>>;
  /** One sentence, such as "No problems. The grader is ready to run." */
  readonly summary: string;
  readonly findings: readonly FindingView[];
  readonly requestId?: string;
  /** How the grader that a hosted provider gave back differs from what was sent. */
  readonly diff: readonly DiffLine[];
  /** Whether taking the returned grader over is offered. */
  readonly canApply: boolean;
}

/** Whether a fine-tuning job may start. */
export interface PreflightView {
  readonly kind: "preflight";
  readonly heading: Heading;
  /** One sentence, such as "2 of 11 checks failed: the job is not ready." */
  readonly summary: string;
  /** The worst of the checks. */
  readonly state: CheckState;
  /** What was looked at. */
  readonly files: readonly { readonly label: string; readonly link: PlaceLink }[];
  readonly checks: readonly CheckView[];
}

export interface CheckView {
  readonly title: string;
  readonly state: CheckState;
  /** The state in a word. */
  readonly stateText: string;
  readonly summary: string;
  readonly findings: readonly Pick<FindingView, "severity" | "message" | "place">[];
}

export interface Heading {
  /** The grader's file name, and the grader in it where it is a part: `x.job.json › grader`. */
  readonly grader: string;
  /** For example `sample 2 of 7 "off by one"` or `typed-in output`. */
  readonly sample?: string;
  /** For example "engine" or "openai · api.openai.com". */
  readonly provider: string;
  /** How far the number can be trusted, in words, with what it means as `title`. */
  readonly basis?: { readonly text: string; readonly title: string };
  /** For example "3 ms". */
  readonly duration?: string;
  /** When it was made, for people; shown when `restored` or stale. */
  readonly time?: string;
  /** The grader's text has changed since. */
  readonly stale: boolean;
  /** Read back after a reload. */
  readonly restored: boolean;
}

export interface RewardView {
  /**
   * The number to print; for an errored result the API's number, never to be shown as a score. Of an eval how
   * many criteria passed.
   */
  readonly text: string;
  /** What the number is: "scored", "criteria passed". */
  readonly label: string;
  readonly errored: boolean;
  readonly passed?: VerdictView;
  readonly scale?: ScaleView;
  /** For example "was 0.62". */
  readonly was?: string;
  /** The row's own expectation. */
  readonly expectation?: { readonly met: boolean; readonly reasons: readonly string[] };
}

/** Whether something passed, in words such as "not passed (≥ 0.8)". */
export interface VerdictView {
  readonly yes: boolean;
  readonly text: string;
}

/** A reward placed on its range. */
export interface ScaleView {
  readonly low: string;
  readonly high: string;
  /** 0 to 1 along the scale. */
  readonly at: number;
  /** Where passing begins, 0 to 1. */
  readonly threshold?: number;
}

export interface FormulaView {
  readonly expression: string;
  /** The expression with the sub-rewards put in. */
  readonly substituted: string;
}

export interface FlagView {
  readonly flag: string;
  readonly title: string;
  readonly meaning: string;
  readonly message: string;
  readonly mend?: string;
  /** What the service's details key said, where it says more than the message. */
  readonly detail?: string;
  /** Where; of Python the traceback's lines that lead into the source, innermost last. */
  readonly places: readonly PlaceLink[];
}

export interface PartView {
  /** The sub-grader's key; absent for a grader that stands alone. */
  readonly key?: string;
  readonly type: string;
  readonly reward: string;
  /** The bar's length, 0 to 1; absent where the reward has no scale or is errored. */
  readonly fraction?: number;
  readonly errored: boolean;
  /** Of an eval's criterion that is not errored. */
  readonly passed?: VerdictView;
  /** Titles of the raised flags. */
  readonly flags: readonly string[];
  readonly basis: string;
  readonly place: PlaceLink;
  /** Texts compared side by side. */
  readonly why?: WhyView;
  readonly judge?: JudgeView;
  readonly output?: OutputView;
  readonly rendered: readonly RenderedView[];
  readonly notes: readonly string[];
}

/** Why two texts differ. */
export interface WhyView {
  /** One sentence: "The texts are equal ignoring case." */
  readonly summary: string;
  readonly mends: readonly MendView[];
  readonly sides: readonly [TextSide, TextSide];
  /** For example "First difference: line 1, column 5: U+00A0 no-break space against a space." */
  readonly firstDifference?: string;
  /** Set where the texts were too long to show whole. */
  readonly shortened?: string;
}

/** A one-click mend; the host finds it again by `id`. */
export interface MendView {
  readonly id: string;
  readonly title: string;
}

export interface TextSide {
  readonly label: string;
  readonly pieces: readonly TextPiece[];
}

export interface TextPiece {
  readonly kind: "same" | "different" | "invisible";
  readonly text: string;
  /** Of an invisible character: "U+00A0 no-break space". */
  readonly name?: string;
  /** An invisible character that the other side does not have here. */
  readonly different?: true;
  /** The first piece that differs. */
  readonly first?: true;
}

export interface JudgeView {
  /** For example "gpt-4.1-2025-04-14 → llama3.1, substitute judge" or "recorded judge". */
  readonly title: string;
  readonly steps: readonly { readonly description: string; readonly conclusion: string }[];
  readonly result: string;
  readonly raw: string;
  readonly adjustments: readonly string[];
  readonly tokens?: string;
}

export interface OutputView {
  readonly runtime: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly traceback?: string;
}

export interface RenderedView {
  readonly label: string;
  readonly text: string;
  readonly place: PlaceLink;
}

export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** All paired samples, a cell a row. */
export interface StripView {
  readonly cells: readonly StripCell[];
  /** For example "7 samples: 5 scored, mean 0.62, 1 errored". */
  readonly summary: string;
  /** The batch is running: Run All is Cancel. */
  readonly running: boolean;
  /** Set where the file has more rows than the strip. */
  readonly shortened?: string;
}

export interface StripCell {
  /** What its result belongs to. */
  readonly row: RowId;
  /** The row's name or number. */
  readonly label: string;
  readonly state: "none" | "running" | "scored" | "errored" | "no-output";
  /** The reward, or a word for the state. */
  readonly text: string;
  /** Shade, 0 to 1; only of scored cells with a scale. */
  readonly fraction?: number;
  /** The row meets its expectation, or passes. */
  readonly passed?: boolean;
  readonly current: boolean;
}

export interface FindingView {
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  /** Leads to the finding; its label is for example "Line 3, column 14". */
  readonly place: PlaceLink;
  readonly source: string;
  readonly mend?: MendView;
}

export interface DiffLine {
  readonly change: "added" | "dropped" | "changed";
  /** Where, in words such as `graders.exact.name`. */
  readonly path: string;
  readonly sent?: string;
  readonly returned?: string;
}

export interface PlaceLink {
  readonly label: string;
  readonly place: Place;
}

/** A place that the host can show. */
export type Place =
  /** A value of the grader, or characters of the decoded string there. */
  | { readonly in: "grader"; readonly path: JsonPath; readonly span?: TextRange }
  /** Characters of the grader's text as it was validated. */
  | { readonly in: "grader-text"; readonly range: TextRange }
  /** A line of a file that a preflight looked at; line and column count from 1. */
  | {
      readonly in: "preflight";
      readonly file: PreflightFile;
      readonly line: number;
      readonly column: number;
    };

/** Something the user can start from the panel. */
export interface PanelAction {
  readonly id:
    | "set-key"
    | "select-provider"
    | "run-on-engine"
    | "validate"
    | "trust"
    | "show-log"
    | "allow"
    | "try-again";
  readonly label: string;
}
