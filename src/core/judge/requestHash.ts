import type { PlainJson } from "../json/value";
import type { JudgeRequest } from "./judgeClient";

/**
 * The address of a recorded answer: SHA-256 over the request with its keys sorted, so that neither the order
 * of fields nor the substitute that answers changes it.
 */
export async function requestHash({
  model,
  messages,
  response_format,
  sampling,
}: JudgeRequest): Promise<string> {
  const canonical = JSON.stringify(
    sortKeys({ model, messages: [...messages], response_format, sampling: { ...sampling } }),
  );
  return sha256(canonical);
}

/** SHA-256 of a text's UTF-8, in hexadecimal. */
export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function sortKeys(value: PlainJson): PlainJson {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, entry]): [string, PlainJson] => [key, sortKeys(entry)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
