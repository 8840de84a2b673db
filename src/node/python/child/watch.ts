import process from "node:process";
import { exit } from "./exit";

/** Asking for the parent is a call to the system: once in so many milliseconds is enough. */
const PARENT_INTERVAL_MS = 500;
/** How often Python is told again, where the grader caught the first interrupt. */
const REPEAT_MS = 50;
const SIGINT = 2;

export interface Watch {
  /** Interrupts what Python is about to do after so many milliseconds. */
  arm(limitMs: number): void;
  disarm(): void;
}

/**
 * Looks at the clock, and for the parent, from inside Python's busy loops: Python reads an interrupt number
 * every few instructions, and reading it runs this code. No timer or message could get in there, and threads
 * are forbidden. Loops inside C code look too, if they look for signals at all: regular expressions do,
 * `sum(range(10**10))` does not.
 */
export function watchOver(interruptBy: (signals: object) => void): Watch {
  const parent = process.ppid;
  let due = Infinity;
  let lookAfter = 0;
  const look = (): number => {
    const now = performance.now();
    if (now >= lookAfter) {
      lookAfter = now + PARENT_INTERVAL_MS;
      // An orphan is adopted: there is nobody left to answer.
      if (process.ppid !== parent) exit(1);
    }
    if (now < due) return 0;
    due = now + REPEAT_MS;
    return SIGINT;
  };
  const signals = Object.defineProperty({}, 0, { get: look, set: () => undefined });
  interruptBy(signals);
  return {
    arm: (limitMs) => {
      due = performance.now() + limitMs;
    },
    disarm: () => {
      due = Infinity;
    },
  };
}
