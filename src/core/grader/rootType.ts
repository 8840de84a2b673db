const TOKEN = /"((?:[^"\\\n]|\\.)*)"|\/\/[^\n]*|\/\*[^]*?\*\/|[[\]{}:,]/g;

/** Where to stop looking: a grader's `type` stands early. */
const LOOK_AT = 100_000;

/**
 * The root's `type`, found without parsing: cheap enough to ask of every JSON document that opens. Undefined
 * where the root is no object or has no text as its `type`.
 */
export function rootType(text: string): string | undefined {
  let depth = 0;
  let key: string | undefined;
  let afterColon = false;
  for (const [token, string] of text.slice(0, LOOK_AT).matchAll(TOKEN)) {
    if (token.startsWith("/")) continue;
    if (depth === 0 && token !== "{") return undefined;
    if (token === "{" || token === "[") depth++;
    else if (token === "}" || token === "]") depth--;
    else if (depth !== 1) continue;
    else if (token === ":") afterColon = true;
    else if (token === ",") afterColon = false;
    else if (!afterColon) key = string;
    else if (key === "type") return string;
  }
  return undefined;
}
