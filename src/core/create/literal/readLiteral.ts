import { t } from "@vscode/l10n";
import { MAX_JSON_DEPTH } from "../../json/document";
import { JsonNumber, isObject, type Json, type JsonObject } from "../../json/value";
import { writeJson } from "../../json/write";
import { CALLS, METHODS, WORDS } from "./known";
import { LiteralError } from "./literalError";
import { readNumber } from "./numbers";
import { openingAt, readString } from "./strings";
import { endOfName, OBJECT_CALL, skipBlanks } from "./tokens";

export interface ReadLiteral {
  readonly value: Json;
  readonly end: number;
  /** Where the values of the variables that it names stand. */
  readonly used: ReadonlySet<number>;
}

/** Values that may still be read: variables of variables multiply, and so do tries at one text. */
export interface ReadBudget {
  left: number;
}

export const MAX_VALUES = 100_000;

/**
 * Reads the literal at an offset: JSON, a Python dict or a JavaScript object, with comments, trailing commas,
 * strings of all kinds, and names of variables that the same text assigns. Nothing is evaluated: what only
 * running the code could tell is an error.
 *
 * @param variables offsets of the values of variables
 * @throws LiteralError at the first thing that is no literal
 */
export function readLiteral(
  text: string,
  offset: number,
  variables: ReadonlyMap<string, number>,
  budget: ReadBudget = { left: MAX_VALUES },
): ReadLiteral {
  return new LiteralReader(text, variables, { open: new Set(), budget, used: new Set() }).read(offset);
}

interface ReadState {
  /** Variables that are being read: one that means itself has no value. */
  readonly open: ReadonlySet<string>;
  readonly budget: ReadBudget;
  readonly used: Set<number>;
}

/** Chains of variables that no snippet has. */
const MAX_VARIABLES = 5;

class LiteralReader {
  private at = 0;
  private depth = 0;

  constructor(
    private readonly text: string,
    private readonly variables: ReadonlyMap<string, number>,
    private readonly state: ReadState,
  ) {}

  read(offset: number): ReadLiteral {
    this.at = offset;
    const value = this.expression();
    return { value, end: this.at, used: this.state.used };
  }

  /** Values joined by `+`. */
  private expression(): Json {
    let value = this.postfixed();
    while (this.takes("+")) {
      const start = this.at;
      const next = this.postfixed();
      if (typeof value !== "string" || typeof next !== "string")
        throw new LiteralError(t("Only texts can be joined here: put the value itself."), start);
      value += next;
    }
    return value;
  }

  /** A value with `.strip()` and the like, or TypeScript's `as const`, behind it. */
  private postfixed(): Json {
    let value = this.primary();
    for (;;) {
      const before = this.at;
      const next = skipBlanks(this.text, this.at);
      const found = /^(?:\.(\w+)\(\s*\)|(?:as|satisfies)\s+[\w.]+)/.exec(this.text.slice(next, next + 80));
      const method = found?.[1];
      if (!found || (method !== undefined && typeof value !== "string")) break;
      if (method !== undefined) {
        const apply = METHODS.get(method);
        if (!apply || typeof value !== "string") throw this.computed(`.${method}()`, next);
        value = apply(value);
      }
      this.at = next + found[0].length;
      if (this.at === before) break;
    }
    return value;
  }

  private primary(): Json {
    this.at = skipBlanks(this.text, this.at);
    const start = this.at;
    if (this.state.budget.left-- <= 0) throw new LiteralError(t("There are too many values."), start);
    const character = this.text.charAt(start);
    if (openingAt(this.text, start)) return this.strings();
    if (character === "{") return this.nested(() => this.object());
    if (character === "[") return this.nested(() => this.list("]"));
    if (character === "(") return this.nested(() => this.parenthesised());
    const number = readNumber(this.text, start);
    if (number) {
      this.at = number.end;
      return new JsonNumber(number.text);
    }
    return this.named();
  }

  private nested<T>(read: () => T): T {
    if (++this.depth > MAX_JSON_DEPTH)
      throw new LiteralError(t("Nested deeper than {0} levels.", MAX_JSON_DEPTH), this.at);
    this.at++;
    const value = read();
    this.depth--;
    return value;
  }

  /** Literals side by side are one text, as in Python. */
  private strings(): string {
    let text = "";
    do {
      const { parts, end } = readString(this.text, this.at);
      text += parts.map((part) => (typeof part === "string" ? part : this.filledIn(part))).join("");
      this.at = end;
    } while (this.isStringNext());
    return text;
  }

  private isStringNext(): boolean {
    const next = skipBlanks(this.text, this.at);
    if (!openingAt(this.text, next)) return false;
    this.at = next;
    return true;
  }

  private filledIn({ code, offset }: { readonly code: string; readonly offset: number }): string {
    const value = /^[\w$]+$/.test(code) ? this.variable(code, offset) : undefined;
    if (value === undefined)
      throw new LiteralError(
        t("{0} is filled in when the code runs. Put its value here.", `{${code}}`),
        offset,
      );
    return typeof value === "string" ? value : writeJson(value);
  }

  private object(): JsonObject {
    const members = new Map<string, Json>();
    while (!this.takes("}")) {
      this.member(members);
      if (!this.takes(",") && !this.isNext("}")) throw this.unexpected(t("a comma or a closing brace"));
    }
    return members;
  }

  private member(members: Map<string, Json>): void {
    const start = skipBlanks(this.text, this.at);
    if (this.spread(start, members)) return;
    const nameEnd = openingAt(this.text, start) ? undefined : endOfName(this.text, start);
    const key = this.key(start);
    if (this.takes(":")) members.set(key, this.expression());
    else if (nameEnd !== undefined && (this.isNext(",") || this.isNext("}"))) {
      // JavaScript's `{source}` is `{source: source}`.
      members.set(key, this.knownVariable(key, start));
    } else throw this.unexpected(t("a colon"));
  }

  /** `**base` of Python, `...base` of JavaScript. */
  private spread(start: number, members: Map<string, Json>): boolean {
    const stars = /^(?:\*\*|\.\.\.)/.exec(this.text.slice(start, start + 3))?.[0];
    if (stars === undefined) return false;
    this.at = start + stars.length;
    const inner = this.expression();
    if (!isObject(inner)) throw new LiteralError(t("Only an object can be spread into one."), start);
    for (const [key, value] of inner) members.set(key, value);
    return true;
  }

  private key(start: number): string {
    this.at = start;
    if (openingAt(this.text, start)) return this.strings();
    if (this.takes("[")) {
      const key = this.expression();
      if (typeof key !== "string" || !this.takes("]"))
        throw new LiteralError(t("A key must be a text."), start);
      return key;
    }
    const end = endOfName(this.text, start) ?? readNumber(this.text, start)?.end;
    if (end === undefined) throw this.unexpected(t("a key"));
    this.at = end;
    return this.text.slice(start, end);
  }

  private list(close: string): Json[] {
    const entries: Json[] = [];
    while (!this.takes(close)) {
      entries.push(this.expression());
      if (!this.takes(",") && !this.isNext(close)) throw this.unexpected(t("a comma or {0}", close));
    }
    return entries;
  }

  /** Parentheses around one value, or a tuple. */
  private parenthesised(): Json {
    if (this.takes(")")) return [];
    const first = this.expression();
    if (this.takes(")")) return first;
    if (!this.takes(",")) throw this.unexpected(t("a comma or {0}", ")"));
    return [first, ...this.list(")")];
  }

  /** A word, a call that can be read, or a variable. */
  private named(): Json {
    const start = this.at;
    let end = endOfName(this.text, start);
    if (end === undefined) throw this.unexpected(t("a value"));
    const first = this.text.slice(start, end);
    const word = WORDS.get(first);
    if (word !== undefined) {
      this.at = end;
      return word;
    }
    while (this.text.charAt(end) === ".") end = endOfName(this.text, end + 1) ?? end + 1;
    const name = this.text.slice(start, end);
    this.at = end;
    if (this.text.charAt(end) === "(") return this.call(name, start);
    return this.knownVariable(name, start);
  }

  private call(name: string, start: number): Json {
    const last = name.slice(name.lastIndexOf(".") + 1);
    if (OBJECT_CALL.test(last)) return this.nested(() => this.keywords());
    const apply = CALLS.get(last);
    if (!apply) throw this.computed(`${name}(…)`, start);
    const [argument] = this.nested(() => this.arguments());
    const value = argument === undefined ? undefined : apply(argument);
    if (value === undefined) throw this.computed(`${name}(…)`, start);
    return value;
  }

  /** Arguments; those with a keyword (`indent=2`) change the layout only. */
  private arguments(): readonly Json[] {
    const values: Json[] = [];
    while (!this.takes(")")) {
      const keyword = /^\s*\w+\s*=(?!=)/.exec(this.text.slice(this.at, this.at + 80))?.[0];
      this.at += keyword?.length ?? 0;
      const value = this.expression();
      if (keyword === undefined) values.push(value);
      if (!this.takes(",") && !this.isNext(")")) throw this.unexpected(t("a comma or {0}", ")"));
    }
    return values;
  }

  private keywords(): JsonObject {
    const members = new Map<string, Json>();
    while (!this.takes(")")) {
      this.keyword(members);
      if (!this.takes(",") && !this.isNext(")")) throw this.unexpected(t("a comma or {0}", ")"));
    }
    return members;
  }

  private keyword(members: Map<string, Json>): void {
    const start = skipBlanks(this.text, this.at);
    if (this.spread(start, members)) return;
    const end = endOfName(this.text, start);
    if (end !== undefined) this.at = end;
    if (end === undefined || !this.takes("=")) throw this.unexpected(t("a name with ="));
    members.set(this.text.slice(start, end), this.expression());
  }

  private knownVariable(name: string, offset: number): Json {
    const value = this.variable(name, offset);
    if (value !== undefined) return value;
    throw new LiteralError(
      t("{0} is a variable. Put its value here, or copy the line that sets it too.", name),
      offset,
    );
  }

  /** @throws LiteralError where its value is no literal */
  private variable(name: string, offset: number): Json | undefined {
    const value = this.variables.get(name);
    if (value === undefined || this.state.open.has(name)) return undefined;
    this.state.used.add(value);
    const open = new Set([...this.state.open, name]);
    if (open.size > MAX_VARIABLES) throw new LiteralError(t("Too many variables mean each other."), offset);
    return new LiteralReader(this.text, this.variables, { ...this.state, open }).read(value).value;
  }

  private takes(symbol: string): boolean {
    if (!this.isNext(symbol)) return false;
    this.at = skipBlanks(this.text, this.at) + symbol.length;
    return true;
  }

  private isNext(symbol: string): boolean {
    return this.text.startsWith(symbol, skipBlanks(this.text, this.at));
  }

  private computed(what: string, offset: number): LiteralError {
    return new LiteralError(t("{0} is computed when the code runs. Put its value here.", what), offset);
  }

  private unexpected(expected: string): LiteralError {
    const at = skipBlanks(this.text, this.at);
    const found = /^(?:\w+|[^])/.exec(this.text.slice(at, at + 30))?.[0];
    const message =
      found === undefined
        ? t("The text ends where {0} is expected.", expected)
        : t("{0} is expected here, not {1}.", expected, JSON.stringify(found));
    return new LiteralError(message, at);
  }
}
