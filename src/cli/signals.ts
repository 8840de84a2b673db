/** Ctrl+C, the system that ends us, the terminal that goes away. */
const REASONS = { SIGINT: "interrupted", SIGTERM: "terminated", SIGHUP: "hung up" } as const;

/** Ends the command early: by a signal, or where nobody takes its output any more. */
export const interruption = new AbortController();

const listeners = Object.entries(REASONS).map(
  ([name, reason]) => [name as NodeJS.Signals, () => interruption.abort(new Error(reason))] as const,
);

/** From here on signals end the command by its own means. The same signal once more ends it as the system does. */
export function hearSignals(): void {
  for (const [name, listener] of listeners) process.once(name, listener);
}

/**
 * Work in one go, which would keep us from hearing a signal: meanwhile signals end the process as the system does,
 * whatever it computes. Nothing is lost by it: there is no output yet, and nothing that has been started.
 */
export function inOneGo<Result>(work: () => Result): Result {
  for (const [name, listener] of listeners) process.off(name, listener);
  try {
    return work();
  } finally {
    if (!interruption.signal.aborted) hearSignals();
  }
}
