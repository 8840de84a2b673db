import type { Text } from "./output/shown";

/** architecture.md "Exit codes". */
export const EXIT = {
  ok: 0,
  /** Scored, but an expectation is unmet; or `validate` found errors. */
  unmet: 1,
  /** Wrong usage or unreadable input. */
  usage: 2,
  /** An errored result, or an invalid grader in `run`. */
  errored: 3,
  /** Stopped before the end, and can be gone on with. */
  stopped: 4,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const PRECEDENCE: readonly ExitCode[] = [
  EXIT.interrupted,
  EXIT.stopped,
  EXIT.usage,
  EXIT.errored,
  EXIT.unmet,
  EXIT.ok,
];

/** The exit code of a command in which all of these happened. */
export function worstExit(codes: readonly ExitCode[]): ExitCode {
  return PRECEDENCE.find((code) => codes.includes(code)) ?? EXIT.ok;
}

/** Something that the user wrote on the command line, or a file named there, can't be used. */
export class UsageError extends Error {
  constructor(readonly words: Text) {
    super(typeof words === "string" ? words : words.source);
  }
}
