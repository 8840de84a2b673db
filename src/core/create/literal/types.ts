import { t } from "@vscode/l10n";
import type { GraderType } from "../../grader/types";
import { isArray, isObject, type Json, type JsonObject } from "../../json/value";
import { isFieldOf, snakeCase, typeOfConstructor } from "./constructors";
import type { Arguments, Reading } from "./reading";
import { endOfName, skipBlanks } from "./tokens";

/** The grader that a constructor makes: its name says the type, its arguments are the fields. */
export function typedGrader(
  reading: Reading,
  type: GraderType,
  { members, places, positionals }: Arguments,
  start: number,
): JsonObject {
  const made = new Map<string, Json>([["type", type]]);
  for (const value of positionals) {
    if (isObject(value)) for (const [key, entry] of value) made.set(snakeCase(key), entry);
    else tellLeftOut(reading, t("An argument without a name"), start);
  }
  for (const [key, value] of members) {
    const field = snakeCase(key);
    if (field === "type" && typeof value !== "string") continue;
    if (isFieldOf(type, field)) made.set(field, value);
    else tellLeftOut(reading, key, places.get(key) ?? start);
  }
  return made;
}

function tellLeftOut(reading: Reading, what: string, start: number): void {
  const message = t("{0} is left out: it is no field of a grader.", what);
  reading.tell({ name: "", start, end: start, message });
}

const TYPE_NAME = /^[\w.]+(?:<[^>(){}]*>+)?(?:\[\s*\])?/;
const DICTIONARY = /Dictionary|Map|JsonObject|Expando|Hash/;
const LIST = /List|Array|Set|\[\s*\]$/;

/** What `new` makes: C#'s anonymous objects and arrays, collections, and constructors of graders. */
export function readNew(reading: Reading, start: number): Json {
  reading.at = skipBlanks(reading.text, start + "new".length);
  if (reading.isNext("{")) return braces(reading, () => reading.object());
  if (reading.takes("[")) {
    if (!reading.takes("]")) throw reading.unexpected("]");
    return braces(reading, () => reading.list("}"));
  }
  const name = TYPE_NAME.exec(reading.text.slice(reading.at, reading.at + 200))?.[0] ?? "";
  reading.at += name.length;
  const type = typeOfConstructor(name);
  const given: Arguments = reading.isNext("(")
    ? braces(reading, () => reading.arguments(")"))
    : { members: new Map(), places: new Map(), positionals: [] };
  if (type !== undefined) {
    const initialized = reading.isNext("{") ? braces(reading, () => reading.arguments("}")) : given;
    const members = new Map([...given.members, ...initialized.members]);
    const places = new Map([...given.places, ...initialized.places]);
    return typedGrader(reading, type, { ...given, members, places }, start);
  }
  if (DICTIONARY.test(name)) return reading.isNext("{") ? braces(reading, () => pairs(reading)) : new Map();
  if (LIST.test(name)) return reading.isNext("{") ? braces(reading, () => reading.list("}")) : [];
  throw reading.computed(`new ${name}`, start, name);
}

function braces<T>(reading: Reading, read: () => T): T {
  reading.at = skipBlanks(reading.text, reading.at);
  return reading.nested(read);
}

/** `{ "key", value }` and `["key"] = value` of a C# dictionary. */
function pairs(reading: Reading): JsonObject {
  const members = new Map<string, Json>();
  while (!reading.takes("}")) {
    if (reading.isNext("{")) {
      const pair = braces(reading, () => reading.list("}"));
      if (isArray(pair) && typeof pair[0] === "string") members.set(pair[0], pair[1] ?? null);
    } else {
      if (!reading.takes("[")) throw reading.unexpected("[");
      const key = reading.expression();
      if (typeof key !== "string" || !reading.takes("]") || !reading.takes("="))
        throw reading.unexpected("=");
      members.set(key, reading.expression());
    }
    if (!reading.takes(",") && !reading.isNext("}")) throw reading.unexpected(t("a comma or {0}", "}"));
  }
  return members;
}

const GO_TYPE = /^(?:\[\d*\]|map\[\w+\]|\*)+(?:[\w.]+|interface\{\})?(?=\{)/;

/** Go's `map[string]any{…}` and `[]string{…}`; undefined where none stands. */
export function readGoValue(reading: Reading): Json | undefined {
  const type = GO_TYPE.exec(reading.text.slice(reading.at, reading.at + 120))?.[0];
  if (type === undefined) return undefined;
  reading.at += type.length;
  return type.startsWith("[")
    ? braces(reading, () => reading.list("}"))
    : braces(reading, () => reading.object());
}

/** `StringCheckGrader.builder().name("x").build()` of Java, behind `.builder()`. */
export function readBuilder(reading: Reading, type: GraderType, start: number): JsonObject {
  const members = new Map<string, Json>();
  const places = new Map<string, number>();
  for (;;) {
    const dot = skipBlanks(reading.text, reading.at);
    const end = reading.text.charAt(dot) === "." ? endOfName(reading.text, dot + 1) : undefined;
    if (end === undefined || reading.text.charAt(end) !== "(") break;
    const name = reading.text.slice(dot + 1, end).replace(/^set(?=[A-Z])/, "");
    reading.at = end;
    const { positionals } = braces(reading, () => reading.arguments(")"));
    if (name === "build") break;
    const [value] = positionals;
    places.set(name, dot + 1);
    members.set(name, positionals.length > 1 ? [...positionals] : (value ?? null));
  }
  return typedGrader(reading, type, { members, places, positionals: [] }, start);
}
