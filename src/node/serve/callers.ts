import type { IncomingHttpHeaders } from "node:http";
import { isIP } from "node:net";
import { hostname } from "node:os";
import { isLoopback } from "../../core/provider/hostedSettings";
import { ApiError } from "./apiError";

/**
 * Lets only those through who reach this server by a name of its own and, in a browser, from a page of its
 * own or of this machine. A page of the web could otherwise have Python run here: directly, or by a name
 * that it points at this machine (DNS rebinding).
 *
 * @param boundTo the address or name that the server listens on
 * @throws ApiError with status 403
 */
export function checkCaller(headers: IncomingHttpHeaders, boundTo: string): void {
  const host = readHost(headers.host);
  if (!host || !isOwnName(host, boundTo))
    throw refusal("This server is not known by the name in the Host header.", "host_not_allowed");
  if (!isOwnPage(headers, host))
    throw refusal("Pages of other sites may not ask here.", "origin_not_allowed");
}

function refusal(message: string, code: string): ApiError {
  return new ApiError(403, message, { code });
}

/** `name`, `name:port` or `[address]:port`, and nothing else that an address may hold. */
function readHost(header: string | undefined): URL | undefined {
  return /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d+)?$/i.test(header ?? "")
    ? parse(`http://${header ?? ""}`)
    : undefined;
}

function parse(address: string): URL | undefined {
  return URL.canParse(address) ? new URL(address) : undefined;
}

function isOwnName(host: URL, boundTo: string): boolean {
  if (isLoopback(host)) return true;
  if (isLoopbackName(boundTo)) return false;
  const name = host.hostname.replace(/^\[|\]$/g, "");
  // Rebinding needs a name: an address in the Host header was really called.
  return isIP(name) !== 0 || [boundTo, hostname()].some((own) => own.toLowerCase() === name);
}

/** Browsers send Origin with every POST, and Sec-Fetch-Site with all else. */
function isOwnPage(headers: IncomingHttpHeaders, host: URL): boolean {
  if (headers.origin === undefined) return headers["sec-fetch-site"] !== "cross-site";
  const origin = parse(headers.origin);
  return (
    origin !== undefined &&
    /^https?:$/.test(origin.protocol) &&
    (origin.host === host.host || isLoopback(origin))
  );
}

/** Whether only this machine can reach what listens there. */
export function isLoopbackName(name: string): boolean {
  const url = parse(`http://${bracketed(name)}`);
  return url !== undefined && isLoopback(url);
}

/** A host as it stands in an address: IPv6 in brackets. */
export function bracketed(name: string): string {
  return isIP(name) === 6 ? `[${name}]` : name;
}
