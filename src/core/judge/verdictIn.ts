import { tryReadJson } from "../json/read";
import { isObject } from "../json/value";

/** Places where an answer's JSON may begin: more are not tried, so that no answer takes long. */
const MOST_STARTS = 200;

/** Ends what a model thought, where its server leaves that in the answer (DeepSeek-R1, Qwen3). */
const THOUGHT_END = "</think>";

/**
 * The last JSON object with a "result" in a model's text; the whole text where there is none. Models that are not
 * held to a schema put it into a Markdown fence, into prose or behind their thoughts.
 */
export function verdictIn(text: string): string {
  const thought = text.lastIndexOf(THOUGHT_END);
  return (thought < 0 ? undefined : lastVerdict(text, thought)) ?? lastVerdict(text, 0) ?? text;
}

function lastVerdict(text: string, from: number): string | undefined {
  let found: string | undefined;
  let start = text.indexOf("{", from);
  for (let tried = 0; start >= 0 && tried < MOST_STARTS; tried++) {
    const end = objectEnd(text, start);
    const candidate = end === undefined ? undefined : text.slice(start, end);
    const value = candidate === undefined ? undefined : tryReadJson(candidate);
    if (candidate !== undefined && isObject(value) && value.has("result")) found = candidate;
    start = text.indexOf("{", isObject(value) && end !== undefined ? end : start + 1);
  }
  return found;
}

/** Where the object that begins at `start` ends; braces inside strings do not count. */
function objectEnd(text: string, start: number): number | undefined {
  let depth = 0;
  for (const { index, 0: token } of text.slice(start).matchAll(/"(?:[^"\\]|\\.)*"|[{}]/gs)) {
    if (token === "{") depth++;
    if (token === "}" && --depth === 0) return start + index + 1;
  }
  return undefined;
}
