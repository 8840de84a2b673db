import { SECRET_NAME } from "../grader/secretNames";

/** What every request says of its body and of the answer that it takes. */
const PLAIN_HEADERS = new Set(["content-type", "accept"]);

/** What stands before a key in a header: the answer may speak of it. */
const SCHEME = /^(?:bearer|basic|token|digest|negotiate|key|api-?key|shared-?key)\s+/i;

/** The words of a request that only its server may know: its headers, and the keys in its address. */
export function requestKeys(url: string, headers: Readonly<Record<string, string>>): readonly string[] {
  const sent = Object.entries(headers).filter(([name]) => !PLAIN_HEADERS.has(name.toLowerCase()));
  const keys = [...sent.flatMap(([, value]) => headerKeys(value)), ...addressKeys(url)];
  return [...new Set(keys)].filter((key) => key !== "");
}

function headerKeys(header: string): readonly string[] {
  const value = header.trim();
  const key = value.replace(SCHEME, "");
  return /^basic\s/i.test(value) ? [key, ...credentials(key)] : [key];
}

/** Name and password that a key of the scheme Basic is made of. */
function credentials(base64: string): readonly string[] {
  try {
    const pair = atob(base64);
    return [pair, pair.slice(pair.indexOf(":") + 1)];
  } catch {
    return [];
  }
}

function addressKeys(url: string): readonly string[] {
  if (!URL.canParse(url)) return [];
  const { password, searchParams } = new URL(url);
  const named = [...searchParams].filter(([name]) => SECRET_NAME.test(name)).map(([, value]) => value);
  return [password, ...named];
}
