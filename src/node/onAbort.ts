import { setMaxListeners } from "node:events";

/**
 * Listens for the end of a run. A hundred parts of one may at once, which is no leak, as Node suspects of eleven.
 * @returns ends the listening
 */
export function onAbort(signal: AbortSignal, abort: () => void): () => void {
  setMaxListeners(0, signal);
  signal.addEventListener("abort", abort, { once: true });
  return () => {
    signal.removeEventListener("abort", abort);
  };
}
