import { TESTING_CRITERIA } from "./criteria";
import { isGraderType } from "./types";

const TOKEN = /"((?:[^"\\\n]|\\.)*)"|\/\/[^\n]*|\/\*[^]*?\*\/|[[\]{}:,]/g;

/** Where to stop looking: what tells a grader stands early. */
const LOOK_AT = 100_000;

/**
 * Whether a text's root is a grader or an eval, found without parsing: cheap enough to ask of every JSON
 * document that opens.
 */
export function looksGradable(text: string): boolean {
  for (const [key, value] of rootMembers(text)) {
    if (key === TESTING_CRITERIA || (key === "type" && isGraderType(value))) return true;
  }
  return false;
}

/** The root object's keys, each with what follows it where that is a text. */
function* rootMembers(text: string): Generator<readonly [key: string, value: string | undefined]> {
  let depth = 0;
  let key: string | undefined;
  let afterColon = false;
  for (const [token, string] of text.slice(0, LOOK_AT).matchAll(TOKEN)) {
    if (token.startsWith("/")) continue;
    if (depth === 0 && token !== "{") return;
    if (token === "{" || token === "[") {
      if (depth === 1 && key !== undefined) yield [key, undefined];
      depth++;
    } else if (token === "}" || token === "]") depth--;
    else if (depth !== 1) continue;
    else if (token === ":") afterColon = true;
    else if (token === ",") afterColon = false;
    else if (!afterColon) key = string;
    else if (key !== undefined) yield [key, string];
  }
}
