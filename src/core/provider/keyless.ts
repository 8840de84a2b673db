import type { Fetch, FetchResponse } from "../ports";
import { saidBy } from "../said";
import { BodyError, discardBody, readBody } from "./body";
import { KeyFilter } from "./redact";
import { requestKeys } from "./requestKeys";

/** More than any caller takes. */
const MOST_BYTES = 10_000_000;

/**
 * The one place through which answers come in: whatever a server echoes of the keys that it was sent is taken out
 * of headers and body, and of what is thrown, before anyone sees it.
 */
export function keyless(fetch: Fetch): Fetch {
  return async (url, init) => {
    const filter = new KeyFilter(requestKeys(url, init.headers));
    try {
      return withoutKeys(await fetch(url, init), filter);
    } catch (error) {
      init.signal.throwIfAborted();
      throw errorWithoutKeys(error, filter);
    }
  };
}

function withoutKeys(response: FetchResponse, filter: KeyFilter): FetchResponse {
  const { status, headers } = response;
  return {
    status,
    headers: {
      get: (name) => {
        const value = headers.get(name);
        return value === null ? null : filter.words(value);
      },
    },
    body: response.body && bodyWithoutKeys(response, filter),
  };
}

/** Whole, since a key may be split between any two packets. */
async function* bodyWithoutKeys(response: FetchResponse, filter: KeyFilter): AsyncGenerator<Uint8Array> {
  let isWanted = false;
  try {
    // Who gives the answer up takes this and no more, and need not wait for its end.
    yield NOTHING;
    isWanted = true;
    const text = await readBody(response, MOST_BYTES);
    yield new TextEncoder().encode(isSuccess(response) ? filter.answer(text) : filter.words(text));
  } catch (error) {
    throw errorWithoutKeys(error, filter);
  } finally {
    if (!isWanted) await discardBody(response);
  }
}

const NOTHING = new Uint8Array();

function isSuccess({ status }: FetchResponse): boolean {
  return status >= 200 && status < 300;
}

function errorWithoutKeys(error: unknown, filter: KeyFilter): Error {
  const { message, english } = saidBy(error);
  const what = { message: filter.words(message), english: english && filter.words(english) };
  if (error instanceof BodyError) return new BodyError(error.reason, what);
  const { cause } = (error ?? {}) as { readonly cause?: unknown };
  return new Error(what.message, cause === undefined ? {} : { cause: errorWithoutKeys(cause, filter) });
}
