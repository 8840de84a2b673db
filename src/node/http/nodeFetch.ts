import type { Fetch } from "../../core/ports";
import { keyless } from "../../core/provider/keyless";
import { requestKeys } from "../../core/provider/requestKeys";
import { orUnanswered } from "./unanswered";

/**
 * `fetch` by node-fetch, loaded at the first request. It calls `http` and `https` at each request and gets
 * no agent from us, so that VS Code's patches of these modules (proxy, certificates) are honoured
 * (test/vscode/suite/proxy.test.ts).
 */
const plainFetch: Fetch = async (url, init) => {
  const { default: fetch } = await import("node-fetch");
  // node-fetch destroys the body of a request that is given up before it began: an uncaught exception.
  init.signal.throwIfAborted();
  // It reads data: addresses too, which ask nobody.
  if (!/^https?:$/.test(new URL(url).protocol)) throw new TypeError(`${url} is no http: or https: address`);
  const response = await orUnanswered(() => fetch(url, init));
  return {
    status: response.status,
    headers: response.headers,
    // node-fetch's body is a Node stream, an async iterable of chunks; its types name the DOM's stream.
    body: response.body as AsyncIterable<Uint8Array> | null,
  };
};

/** The only way to a server that the rest of us has: answers come without the keys that were sent. */
export const nodeFetch = keyless(plainFetch);

/**
 * The way to files that anyone may have, read as the bytes that they are: no key goes out, so that none can come back.
 * @throws where a request would carry one
 */
export const fetchPublic: Fetch = async (url, init) => {
  if ([...requestKeys(url, init.headers)].length > 0) throw new TypeError("a key does not go there");
  return plainFetch(url, init);
};
