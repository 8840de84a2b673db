import { isPlaceholder, placeholdersIn } from "../../grader/placeholders";
import { JsonDocument } from "../../json/document";
import { isArray, isObject, type Json, type JsonPath } from "../../json/value";

/** Fields that hold no text: what is put there goes without the quotes. */
const NO_TEXT: ReadonlySet<string> = new Set([
  ...["range", "pass_threshold", "invalid_grade", "graders", "input", "labels", "passing_labels"],
  ...["sampling_params", "temperature", "seed", "top_p", "max_completions_tokens", "rate_limit", "headers"],
]);

interface Stop {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

/**
 * A grader's text as a snippet of VS Code, with a tab stop for each placeholder; those of one name are one stop.
 * Undefined where nothing is to be filled in.
 */
export function placeholderSnippet(text: string): string | undefined {
  const json = JsonDocument.read(text, {});
  const stops = [...stopsIn(json, json.value ?? null, [])].sort((a, b) => a.start - b.start);
  if (stops.length === 0) return undefined;
  const numbers = new Map<string, number>();
  let snippet = "";
  let from = 0;
  for (const { start, end, name } of stops) {
    const number = numbers.get(name) ?? numbers.size + 1;
    numbers.set(name, number);
    snippet += `${escaped(text.slice(from, start))}\${${number}:${escaped(text.slice(start, end))}}`;
    from = end;
  }
  return snippet + escaped(text.slice(from));
}

function* stopsIn(json: JsonDocument, value: Json, path: JsonPath): Iterable<Stop> {
  if (isArray(value))
    for (const [index, entry] of value.entries()) yield* stopsIn(json, entry, [...path, index]);
  else if (isObject(value)) for (const [key, entry] of value) yield* stopsIn(json, entry, [...path, key]);
  else if (typeof value === "string") yield* stopsOf(json, value, path);
}

function* stopsOf(json: JsonDocument, value: string, path: JsonPath): Iterable<Stop> {
  const { start, end } = json.rangeOf(path);
  const field = path.findLast((step) => typeof step === "string") ?? "";
  const holder = path.at(-2);
  const [first] = placeholdersIn(value);
  if (!first) return;
  const isEntry = path.length > 1 && (holder === "graders" || holder === "range");
  if (isPlaceholder(value) && (NO_TEXT.has(field) || isEntry)) {
    yield { start, end, name: `"${first.name}"` };
    return;
  }
  const literal = json.text.slice(start, end);
  for (const found of placeholdersIn(literal))
    yield { start: start + found.start, end: start + found.end, name: found.name };
}

/** What has a meaning in a snippet means itself. */
function escaped(text: string): string {
  return text.replace(/[\\$}]/g, "\\$&");
}
