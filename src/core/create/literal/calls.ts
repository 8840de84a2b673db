import { t } from "@vscode/l10n";
import { isArray, isObject, type Json } from "../../json/value";
import { isPlaceholder } from "../../grader/placeholders";
import { typeOfConstructor } from "./constructors";
import { CALLS } from "./known";
import { ComputedError } from "./literalError";
import type { Reading } from "./reading";
import { OBJECT_CALL } from "./tokens";
import { readBuilder, typedGrader } from "./types";

const PARSES = /^(?:JSON\.parse|json\.loads|loads|json_decode|JSON\.parse!|parseString|JsonNode\.Parse)$/;
const PAIRS = /(?:^|\.)(?:Map\.of|mapOf|hashMapOf|ofEntries)$/;
const LISTS = /(?:^|\.)(?:List\.of|Set\.of|Arrays\.asList|listOf|arrayOf|array|entry|to)$/;

/** A call whose value can be told without running it; the reader stands at its `(`. */
export function readCall(reading: Reading, name: string, start: number): Json {
  const parts = name.split(/\.|::/);
  const last = parts.at(-1) ?? "";
  const type = typeOfConstructor(/^(?:new|builder|newBuilder)$/.test(last) ? (parts.at(-2) ?? "") : last);
  if (type !== undefined) {
    const given = reading.nested(() => reading.arguments(")"));
    if (last.endsWith("uilder")) return readBuilder(reading, type, start);
    return typedGrader(reading, type, given, start);
  }
  if (OBJECT_CALL.test(last)) return reading.nested(() => reading.arguments(")")).members;
  if (last === "getsource") return readSource(reading, name, start);
  if (PARSES.test(name)) return readParsed(reading, name, start);
  if (PAIRS.test(name)) return pairsOf(reading.nested(() => reading.arguments(")")).positionals);
  if (LISTS.test(name)) return reading.nested(() => reading.list(")"));
  const apply = CALLS.get(last);
  if (!apply) throw reading.computed(`${name}(…)`, start);
  const [argument] = reading.nested(() => reading.arguments(")")).positionals;
  const value = argument === undefined ? undefined : isPlaceholder(argument) ? argument : apply(argument);
  if (value === undefined) throw reading.computed(`${name}(…)`, start);
  return value;
}

/** `inspect.getsource(f)`, where the text defines `f`. */
function readSource(reading: Reading, name: string, start: number): Json {
  const argument = /^\(\s*([\w.]+)\s*\)/.exec(reading.text.slice(reading.at, reading.at + 200));
  const named = argument?.[1];
  const source = named === undefined ? undefined : reading.scope.sourceOf?.(named);
  if (!argument || source === undefined) {
    if (named === undefined) throw reading.computed(`${name}(…)`, start);
    const message = t("{0} is not defined in this text. Put its source here.", named);
    throw new ComputedError(message, start, named);
  }
  reading.at += argument[0].length;
  return source;
}

/** JSON in a text, as a value; what is no JSON stays a text. */
function readParsed(reading: Reading, name: string, start: number): Json {
  const [argument] = reading.nested(() => reading.arguments(")")).positionals;
  const value = typeof argument === "string" ? reading.scope.parse?.(argument) : undefined;
  if (value === undefined) throw reading.computed(`${name}(…)`, start);
  return value;
}

/** Key and value by turns, or entries. */
function pairsOf(values: readonly Json[]): Json {
  const members = new Map<string, Json>();
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (isArray(value) && typeof value[0] === "string") members.set(value[0], value[1] ?? null);
    else if (isObject(value)) for (const [key, entry] of value) members.set(key, entry);
    else if (typeof value === "string") members.set(value, values[++index] ?? null);
  }
  return members;
}
