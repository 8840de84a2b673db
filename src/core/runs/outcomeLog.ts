import type { NumberedSample } from "../dataset/rows";
import { raisedFlags } from "../result/flags";
import type { RunResult } from "../result/runResult";
import { shorten } from "../shorten";
import type { Outcome, WhyNot } from "./outcome";
import { isRecord } from "./record";
import { rowHash, type HashText } from "./rowId";
import type { RowMark } from "./rowMark";
import type { RowOutcome } from "./runner";

/**
 * An outcome as a run keeps it, a line of `rows.jsonl`. No text of the row is in it, and no clock, so that the same
 * grading gives the same bytes.
 */
export interface LoggedOutcome {
  /** The row's hash; with its ordinal among the equal ones, by `at`, it is the row's id. */
  readonly row: string;
  /** The row's number in its data, from 0. */
  readonly at: number;
  readonly kind: Outcome["kind"];
  readonly passed: boolean;
  /** Of what is errored: whether exactly its flags were expected. */
  readonly erroredAsExpected: boolean;
  /** As the API gives it: of an errored result too, where it is no score. */
  readonly reward?: number;
  /** In the order of the grader's own; null where one has none. */
  readonly subRewards?: readonly (number | null)[];
  /** Flags that are up. */
  readonly flags?: readonly string[];
  /** Why there is no result, for programs. */
  readonly reason?: string;
  /** What went wrong, for people. */
  readonly message?: string;
}

/** A line stays short, however long an exception's text is; the row can be graded again. */
const LONGEST_MESSAGE = 300;

/** The line of a row that has ended, with its line feed. @param mark of its outcome */
export function outcomeLine(
  { row, outcome }: RowOutcome<NumberedSample>,
  mark: RowMark,
  hash: HashText,
): string {
  const place = { row: rowHash(row.sample, hash), at: row.index };
  return `${writeOutcome(loggedOutcome(place, outcome, mark))}\n`;
}

function loggedOutcome(
  place: Pick<LoggedOutcome, "row" | "at">,
  { kind, result, why }: Outcome,
  { passed, erroredAsExpected }: RowMark,
): LoggedOutcome {
  const base = { ...place, kind, passed, erroredAsExpected };
  if (!result) return { ...base, reason: why.reason, message: shorten(why.message, LONGEST_MESSAGE) };
  const subRewards = Object.values(result.sub_rewards);
  return {
    ...base,
    reward: result.reward,
    ...(subRewards.length > 0 && { subRewards }),
    ...(kind === "errored" && faultOf(result)),
  };
}

function faultOf({ metadata, diagnostics }: RunResult): Pick<LoggedOutcome, "flags" | "message"> {
  const [failure] = diagnostics.failures;
  return {
    flags: raisedFlags(metadata.errors),
    ...(failure && { message: shorten(failure.message, LONGEST_MESSAGE) }),
  };
}

const KINDS: Readonly<Record<string, Outcome["kind"]>> = {
  scored: "scored",
  errored: "errored",
  "not-asked": "not-asked",
};

/** Without its line feed; what is usual (scored, passed) is not written. */
function writeOutcome(outcome: LoggedOutcome): string {
  const { row, at, kind, passed, erroredAsExpected, reward, subRewards, flags, reason, message } = outcome;
  const line = JSON.stringify({
    ...{ row, at },
    ...(kind !== "scored" && { kind }),
    ...{ reward, sub: subRewards, flags, reason, message },
    ...(!passed && { passed }),
    ...(erroredAsExpected && { expected: true }),
  });
  return line.replace(BEYOND_ASCII, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** A writing that breaks off then breaks no character, and what is left of the line is text. */
const BEYOND_ASCII = /[^\0-\x7f]/g;

/** The outcome of a line that {@link outcomeLine} wrote; undefined where it is none, as a line that broke off. */
export function readOutcome(line: string): LoggedOutcome | undefined {
  const value = parsed(line);
  if (!isRecord(value)) return undefined;
  const { row, at, kind: written = "scored", passed = true, expected } = value;
  const { reward, sub, flags, reason, message } = value;
  const kind = typeof written === "string" && Object.hasOwn(KINDS, written) ? KINDS[written] : undefined;
  if (kind === undefined || typeof row !== "string" || typeof passed !== "boolean") return undefined;
  if (typeof at !== "number" || !Number.isSafeInteger(at) || at < 0) return undefined;
  if (kind === "scored" && typeof reward !== "number") return undefined;
  return {
    ...{ row, at, kind, passed, erroredAsExpected: expected === true },
    ...(typeof reward === "number" && { reward }),
    ...(Array.isArray(sub) && { subRewards: sub.map((value) => (typeof value === "number" ? value : null)) }),
    ...(Array.isArray(flags) && { flags: flags.filter((flag) => typeof flag === "string") }),
    ...(typeof reason === "string" && { reason }),
    ...(typeof message === "string" && { message }),
  };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** What sums and exit codes need of it. */
export function markOfLogged({ kind, passed, erroredAsExpected, ...logged }: LoggedOutcome): RowMark {
  const { reward, reason, message = "" } = logged;
  return {
    ...{ kind, passed, erroredAsExpected },
    ...(reward !== undefined && { reward }),
    // Reasons of a later version are none of ours, and weigh as much as any other.
    ...(reason !== undefined && { why: { reason: reason as WhyNot["reason"], message, details: {} } }),
  };
}
