import { t } from "@vscode/l10n";
import { isLoopback, tryUrl } from "../provider/hostedSettings";
import type { CallOptions } from "../provider/timedPost";
import { said, type Said } from "../said";

/** What an OpenAI-compatible server is asked with. */
export interface ServerOptions extends CallOptions {
  /** The key for an origin; undefined where the server needs none. */
  readonly keyFor: (origin: string) => Promise<string | undefined>;
}

/** A server's address for a route, such as `/embeddings`; undefined where the base is no web address. */
export function routeUrl(baseUrl: string, route: string): URL | undefined {
  const url = tryUrl(baseUrl.replace(/\/+$/, "") + route);
  return url && /^https?:$/.test(url.protocol) ? url : undefined;
}

/** Why a key is not sent to an address, and what to do; undefined where it may go there. */
export function keyRefusal(
  url: URL,
  key: string | undefined,
): { readonly what: Said; readonly mend: string } | undefined {
  if (!key?.trim()) return undefined;
  if (!/^[\x21-\x7e]+$/.test(key.trim()))
    return {
      what: said(
        "The key for {0} holds a blank, a line break or another character that no key has.",
        url.origin,
      ),
      mend: t("Copy the key again, without its surroundings."),
    };
  if (url.protocol !== "http:" || isLoopback(url)) return undefined;
  return {
    what: said("{0} is not encrypted, so the key is not sent there.", url.origin),
    mend: t("Use an https: address. Plain http: is only for this machine (localhost)."),
  };
}

export function jsonHeaders(key: string | undefined): Readonly<Record<string, string>> {
  const word = key?.trim();
  return { "content-type": "application/json", ...(word && { authorization: `Bearer ${word}` }) };
}
