import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import type { ClientRequest } from "node:http";

type Reject = (error: Error) => void;

/** Whom a request belongs to that Node starts now, however deep below the call. */
const callers = new AsyncLocalStorage<Reject>();
let isWatching = false;

/**
 * The answer that `ask` waits for, or an error where its request is over without one. node-fetch hears only of
 * answers and errors: where a server switches protocols (status 101), Node closes the connection without either,
 * and the promise would never be settled.
 */
export function orUnanswered<T>(ask: () => Promise<T>): Promise<T> {
  watchRequests();
  return new Promise((resolve, reject) => {
    callers.run(reject, () => void ask().then(resolve, reject));
  });
}

function watchRequests(): void {
  if (isWatching) return;
  isWatching = true;
  subscribe("http.client.request.start", (message) => {
    const reject = callers.getStore();
    if (!reject) return;
    const { request } = message as { readonly request: ClientRequest };
    // What node-fetch was told before counts: a settled promise hears no more.
    request.once("close", () => {
      setImmediate(() => reject(new Error("the connection was closed without an answer")));
    });
  });
}
