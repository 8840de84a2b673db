import { isArray, isObject, type Json } from "../json/value";
import { writeJson, writePrettyJson } from "../json/write";

const MOST_CHARACTERS = 600;

/** A fenced block of any text, cut where it is long. */
export function codeBlock(text: string, language = ""): string {
  const shown = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
  const longest = Math.max(2, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${shown}\n${fence}`;
}

/** A value as JSON, over several lines where it has several members. */
export function valueBlock(value: Json): string {
  const isLong = (isObject(value) || isArray(value)) && writeJson(value).length > 60;
  return codeBlock(isLong ? writePrettyJson(value) : writeJson(value), "json");
}

/** Code within a line. */
export function inlineCode(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const ticks = "`".repeat(longest + 1);
  const pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return ticks + pad + text.replace(/\s+/g, " ") + pad + ticks;
}
