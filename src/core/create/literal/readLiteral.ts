import { t } from "@vscode/l10n";
import { isPlaceholder, placeholder } from "../../grader/placeholders";
import { JsonNumber, isArray, isObject, type Json, type JsonObject } from "../../json/value";
import { writeJson } from "../../json/write";
import { readCall } from "./calls";
import { snakeCase, typeOfConstructor } from "./constructors";
import { enumeratedValue } from "./enumerations";
import { percentFormatted, wordsOf } from "./format";
import { endOfExpression, gapName, hasOperator } from "./gapText";
import { WORDS } from "./known";
import { ComputedError, LiteralError } from "./literalError";
import { readNumber } from "./numbers";
import type { Arguments, Reading } from "./reading";
import type { Scope } from "./scope";
import { openingAt, readString, type Filling } from "./strings";
import { callOn, stepInto } from "./postfix";
import { TextReader } from "./textReader";
import { endOfName, skipBlanks } from "./tokens";
import { readGoValue, readNew, typedGrader } from "./types";

export interface ReadLiteral {
  readonly value: Json;
  readonly end: number;
  /** Where the values of the variables that it names stand. */
  readonly used: ReadonlySet<number>;
}

export const MAX_VALUES = 100_000;

/**
 * Reads the literal at an offset: JSON, a Python dict, a JavaScript object and what is like them in other languages,
 * with comments, trailing commas, strings of all kinds, and names of variables that the same text assigns. Nothing is
 * evaluated: what only running the code could tell is an error, or, where the scope takes gaps, a placeholder.
 *
 * @throws LiteralError at the first thing that is no literal
 */
export function readLiteral(text: string, offset: number, scope: Scope): ReadLiteral {
  const state = {
    open: new Set<string>(),
    budget: scope.budget ?? { left: MAX_VALUES },
    used: new Set<number>(),
  };
  return new LiteralReader(text, scope, state).read(offset);
}

interface ReadState {
  /** Variables that are being read: one that means itself has no value. */
  readonly open: ReadonlySet<string>;
  readonly budget: { left: number };
  readonly used: Set<number>;
}

/** Chains of variables that no snippet has. */
const MAX_VARIABLES = 5;

class LiteralReader extends TextReader implements Reading {
  constructor(
    text: string,
    scope: Scope,
    private readonly state: ReadState,
  ) {
    super(text, scope);
  }

  /** What stands at the offset, whatever follows. */
  read(offset: number): ReadLiteral {
    this.at = offset;
    const first = this.postfixed();
    const value = typeof first === "string" ? this.joined(first) : first;
    return { value, end: this.at, used: this.state.used };
  }

  /** The value of a variable. */
  readAssigned(offset: number): Json {
    this.at = offset;
    return this.expression();
  }

  /** Values joined by `+`; a placeholder for what is more than that. */
  expression(): Json {
    return this.orGap(false, () => {
      const start = skipBlanks(this.text, this.at);
      const value = this.joined();
      if (!hasOperator(this.text, this.at, this.depth === 0)) return value;
      const code = this.text.slice(start, start + MOST_CODE);
      throw this.computed(code.slice(0, endOfExpression(code, 0, this.extent(false))), start);
    });
  }

  private joined(first?: Json): Json {
    let value = first ?? this.orGap(true, () => this.postfixed());
    while (this.takes("+")) {
      const start = this.at;
      const next = this.orGap(true, () => this.postfixed());
      if (typeof value !== "string" || typeof next !== "string")
        throw new ComputedError(t("Only texts can be joined here: put the value itself."), start);
      value += next;
    }
    return value;
  }

  /** A value with `.strip()`, `.format(…)` and the like, a step into it, or TypeScript's `as const`, behind it. */
  private postfixed(): Json {
    let value = this.primary();
    for (;;) {
      const next = skipBlanks(this.text, this.at);
      const rest = this.text.slice(next, next + 80);
      const cast = /^(?:as|satisfies)\s+[\w.]+/.exec(rest)?.[0];
      const method = /^\.\s*(\w+)\s*\(/.exec(rest);
      const percent = /^%(?=\s*[("'\w])/.exec(rest)?.[0];
      if (cast !== undefined) this.at = next + cast.length;
      else if (method) value = callOn(this, value, method[1] ?? "", next + method[0].length - 1);
      else if (percent !== undefined && typeof value === "string") value = this.percent(value, next);
      else if (rest.startsWith("[") && (isObject(value) || isArray(value)))
        value = stepInto(this, value, next);
      else return value;
    }
  }

  private percent(text: string, start: number): Json {
    this.at = start + 1;
    const value = this.postfixed();
    const filled = percentFormatted(text, isArray(value) ? value : [value]);
    if (filled === undefined) throw this.computed("%", start);
    return filled;
  }

  private primary(): Json {
    this.at = skipBlanks(this.text, this.at);
    const start = this.at;
    if (this.state.budget.left-- <= 0) throw new LiteralError(t("There are too many values."), start);
    const character = this.text.charAt(start);
    if (openingAt(this.text, start)) return this.strings();
    if (character === "{") return this.nested(() => this.object());
    if (character === "[" || character === "&") this.at += character === "&" ? 1 : 0;
    const go = readGoValue(this);
    if (go !== undefined) return go;
    if (character === "[") return this.nested(() => this.list("]"));
    if (character === "(") return this.nested(() => this.parenthesised());
    if (character === "⟪") return this.placeholder(start);
    if (character === ":") return this.symbol(start);
    if (character === "<") return this.heredoc(start);
    const number = readNumber(this.text, start);
    if (number) {
      this.at = number.end;
      return new JsonNumber(number.text);
    }
    return this.named();
  }

  /** A placeholder that stands in JSON without quotes, where a text was filled in. */
  private placeholder(start: number): Json {
    const end = this.text.indexOf("⟫", start) + 1;
    if (end === 0) throw this.unexpected(t("a value"));
    this.at = end;
    return this.text.slice(start, end);
  }

  /** Ruby's `:eq` and `:"a b"`. */
  private symbol(start: number): string {
    const end = openingAt(this.text, start + 1) ? undefined : endOfName(this.text, start + 1);
    this.at = end ?? start + 1;
    if (end !== undefined) return this.text.slice(start + 1, end);
    if (!openingAt(this.text, this.at)) throw this.unexpected(t("a value"));
    return this.strings();
  }

  private heredoc(start: number): Json {
    const found = this.scope.heredocs?.find((each) => each.start === start);
    if (!found) throw this.unexpected(t("a value"));
    this.at = found.end;
    return found.text;
  }

  /** Literals side by side are one text, as in Python. */
  private strings(): string {
    let text = "";
    do {
      const { parts, end } = readString(this.text, this.at, this.scope.dialect);
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

  private filledIn({ code, offset }: Filling): string {
    const value = /^[\w$]+(?:\.\w+)*$/.test(code) ? this.variable(code, offset) : undefined;
    const words = isPlaceholder(value) ? undefined : wordsIn(value);
    if (words !== undefined) return words;
    const message = t("{0} is filled in when the code runs. Put its value here.", `{${code}}`);
    if (!this.scope.gaps) throw new ComputedError(message, offset);
    const name = gapName(code);
    this.tell({ name, start: offset, end: offset + code.length, message });
    return placeholder(name);
  }

  object(): JsonObject {
    const members = new Map<string, Json>();
    while (!this.takes("}")) {
      this.member(members);
      if (!this.takes(",") && !this.takes(";") && !this.isNext("}"))
        throw this.unexpected(t("a comma or a closing brace"));
    }
    return members;
  }

  private member(members: Map<string, Json>): void {
    const start = skipBlanks(this.text, this.at);
    if (this.spread(start, members)) return;
    const nameEnd = openingAt(this.text, start) ? undefined : endOfName(this.text, start);
    const key = this.key(start);
    if (this.takesColon()) members.set(key, this.memberValue(key));
    else if (nameEnd !== undefined && (this.isNext(",") || this.isNext("}"))) {
      // JavaScript's `{source}` is `{source: source}`.
      this.at = start;
      members.set(key, this.expression());
    } else throw this.unexpected(t("a colon"));
  }

  /** What stands between a key and its value: `:`, `=>` of Ruby and PHP, `=` of C#. */
  private takesColon(): boolean {
    return this.takes("=>") || this.takes(":") || (!this.isNext("==") && this.takes("="));
  }

  /** A member of an enumeration stands for its value. */
  private memberValue(key: string): Json {
    const at = skipBlanks(this.text, this.at);
    const code = /^&?[A-Za-z_]\w*(?:(?:\.|::)\w+)*(?=\s*[,;)}\n])/.exec(this.text.slice(at, at + 200))?.[0];
    if (code !== undefined && !WORDS.has(code) && !this.scope.variables.has(code)) {
      const value = enumeratedValue(snakeCase(key), code);
      const source = key === "source" ? this.scope.sourceOf?.(code) : undefined;
      if ((value ?? source) !== undefined) this.at = at + code.length;
      if ((value ?? source) !== undefined) return value ?? source ?? null;
    }
    return this.expression();
  }

  /** `**base` of Python, `...base` of JavaScript. */
  private spread(start: number, members: Map<string, Json>): boolean {
    const stars = /^(?:\*\*|\.\.\.)/.exec(this.text.slice(start, start + 3))?.[0];
    if (stars === undefined) return false;
    this.at = start + stars.length;
    const inner = this.expression();
    if (isObject(inner)) for (const [key, value] of inner) members.set(key, value);
    else if (isPlaceholder(inner)) {
      const message = t("What {0} brings is missing: copy the line that sets it too.", nameIn(inner));
      this.tell({ name: "", start, end: this.at, message });
    } else throw new LiteralError(t("Only an object can be spread into one."), start);
    return true;
  }

  private key(start: number): string {
    this.at = start;
    if (this.text.charAt(start) === ":") return this.symbol(start);
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

  /** Entries, or PHP's pairs. */
  list(close: string): Json {
    const entries: Json[] = [];
    const members = new Map<string, Json>();
    while (!this.takes(close)) {
      const start = skipBlanks(this.text, this.at);
      const entry = this.expression();
      if (typeof entry !== "string" || !this.takes("=>")) entries.push(entry);
      else members.set(entry, this.memberValue(entry));
      if (!this.takes(",") && !this.isNext(close)) throw this.unexpected(t("a comma or {0}", close));
      if (this.at <= start) throw this.unexpected(t("a value"));
    }
    return members.size > 0 ? members : entries;
  }

  /** Parentheses around one value, or a tuple. */
  private parenthesised(): Json {
    if (this.takes(")")) return [];
    const first = this.expression();
    if (this.takes(")")) return first;
    if (!this.takes(",")) throw this.unexpected(t("a comma or {0}", ")"));
    const rest = this.list(")");
    return [first, ...(isArray(rest) ? rest : [rest])];
  }

  /** A word, a call that can be read, or a variable. */
  private named(): Json {
    let start = this.at;
    let end = endOfName(this.text, start);
    if (end === undefined) throw this.unexpected(t("a value"));
    const first = this.text.slice(start, end);
    const word = WORDS.get(first);
    if (word !== undefined) {
      this.at = end;
      return word;
    }
    if (first === "new" && /^\s*[{[A-Za-z]/.test(this.text.slice(end, end + 40))) return readNew(this, start);
    if (first === "await") start = skipBlanks(this.text, end);
    end = this.endOfPath(start);
    const name = this.text.slice(start, end);
    this.at = end;
    if (this.text.charAt(end) === "(") return readCall(this, name, start);
    const type = this.text.charAt(end) === "{" ? typeOfConstructor(name) : undefined;
    if (type)
      return typedGrader(
        this,
        type,
        this.nested(() => this.arguments("}")),
        start,
      );
    return this.knownVariable(name, start);
  }

  /** `a.b::c`; a method of a variable's value is none of its name. */
  private endOfPath(start: number): number {
    let end = endOfName(this.text, start) ?? start;
    for (;;) {
      const dots = /^(?:\.|::|\?\.)/.exec(this.text.slice(end, end + 2))?.[0];
      const next = dots === undefined ? undefined : endOfName(this.text, end + dots.length);
      const isMethod = next !== undefined && this.text.charAt(next) === "(";
      if (next === undefined || (isMethod && this.scope.variables.has(this.text.slice(start, end))))
        return end;
      end = next;
    }
  }

  /** Arguments and initializers: those with a name, and the others in their order. */
  arguments(close: string): Arguments {
    const members = new Map<string, Json>();
    const places = new Map<string, number>();
    const positionals: Json[] = [];
    while (!this.takes(close)) {
      const start = skipBlanks(this.text, this.at);
      const named = /^([A-Za-z_]\w*)\s*(?:=(?![=>])|:(?![:=]))/.exec(this.text.slice(start, start + 80));
      if (named) {
        const [whole, name = ""] = named;
        this.at = start + whole.length;
        places.set(name, start);
        members.set(name, this.memberValue(name));
      } else if (!this.spread(start, members)) {
        const value = this.expression();
        if (typeof value === "string" && this.takes("=>")) members.set(value, this.memberValue(value));
        else positionals.push(value);
      }
      if (!this.takes(",") && !this.isNext(close)) throw this.unexpected(t("a comma or {0}", close));
    }
    return { members, places, positionals };
  }

  private knownVariable(name: string, offset: number): Json {
    const value = this.variable(name, offset);
    if (value !== undefined && !isPlaceholder(value)) return value;
    throw new ComputedError(
      value === undefined
        ? t("{0} is a variable. Put its value here, or copy the line that sets it too.", name)
        : t("{0} is computed when the code runs. Put its value here.", name),
      offset,
      name,
    );
  }

  /** @throws LiteralError where its value is no literal */
  private variable(name: string, offset: number): Json | undefined {
    const [root = "", ...steps] = name.split(/\?\.|\.|::/);
    const value = this.scope.variables.get(root);
    if (value === undefined || this.state.open.has(root)) return undefined;
    this.state.used.add(value);
    const open = new Set([...this.state.open, root]);
    if (open.size > MAX_VARIABLES) throw new LiteralError(t("Too many variables mean each other."), offset);
    const read = new LiteralReader(this.text, this.scope, { ...this.state, open }).readAssigned(value);
    return steps.reduce<Json | undefined>((now, step) => (isObject(now) ? now.get(step) : undefined), read);
  }
}

/** Code that a message repeats. */
const MOST_CODE = 60;

function nameIn(value: Json): string {
  return typeof value === "string" ? value.slice(1, -1) : "";
}

function wordsIn(value: Json | undefined): string | undefined {
  return value === undefined ? undefined : (wordsOf(value) ?? writeJson(value));
}
