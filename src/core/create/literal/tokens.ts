import { typeOfConstructor } from "./constructors";
import type { Dialect } from "./dialect";
import { endOfString, openingAt } from "./strings";

const BLANK = /\s+/y;
const COMMENT = /#[^\r\n]*|\/\/[^\r\n]*|\/\*[^]*?(?:\*\/|$)/y;
const NAME = /[\p{L}_$][\p{L}\p{N}_$]*/uy;

/** The offset of the next token: behind blanks and the comments of Python and JavaScript. */
export function skipBlanks(text: string, offset: number): number {
  for (let at = offset; ;) {
    const end = endOf(BLANK, text, at) ?? endOf(COMMENT, text, at);
    if (end === undefined) return at;
    at = end;
  }
}

/** The end of the name at the offset; undefined where none begins. */
export function endOfName(text: string, offset: number): number | undefined {
  return endOf(NAME, text, offset);
}

/** The end of what a pattern, which is sticky, finds at the offset. */
export function endOf(pattern: RegExp, text: string, offset: number): number | undefined {
  pattern.lastIndex = offset;
  const found = pattern.exec(text);
  return found ? offset + found[0].length : undefined;
}

/** What a look over a pasted text shows. */
export interface Outline {
  /** Where objects may begin: at `{`, `new`, or the name of a call. */
  readonly objects: readonly number[];
  /** Where the value of a variable stands, by its name; the last assignment counts. */
  readonly variables: ReadonlyMap<string, number>;
  /** Whether Python defines `grade` outside of brackets and strings. */
  readonly definesGrade: boolean;
  /** Where strings begin that may hold a grader as JSON. */
  readonly strings: readonly number[];
}

/** Calls whose keywords are an object's members: `dict(type="python")`, `StringCheckGrader(…)`. */
export const OBJECT_CALL = /^(?:dict|\w*Grader\w*)$/;

/** What may stand before an assignment within braces: elsewhere `a=1` there is an argument. */
const DECLARES = /\b(?:const|let|var|val|final|static|readonly|auto|string|String|object)\b[\w<>[\]., ?]*$/;

/** Looks over code or prose of any kind, strings and comments apart. */
export function outlineOf(text: string, dialect: Dialect = "other"): Outline {
  const objects: number[] = [];
  const strings: number[] = [];
  const variables = new Map<string, number>();
  let definesGrade = false;
  let depth = 0;
  for (let at = skipBlanks(text, 0); at < text.length; at = skipBlanks(text, at)) {
    const stringEnd = openingAt(text, at) && endOfString(text, at, dialect);
    if (stringEnd !== undefined) {
      if (mayHoldGrader(text.slice(at, stringEnd))) strings.push(at);
      at = stringEnd;
      continue;
    }
    const nameEnd = endOfName(text, at);
    if (nameEnd === undefined) {
      const character = text.charAt(at);
      if (character === "{" || (character === "[" && ARRAY_OF_PAIRS.test(text.slice(at, at + 200))))
        objects.push(at);
      if ("{[(".includes(character)) depth++;
      else if ("}])".includes(character)) depth = Math.max(0, depth - 1);
      at++;
      continue;
    }
    const name = text.slice(at, nameEnd);
    if (beginsObject(name, text.slice(nameEnd, nameEnd + 80))) objects.push(at);
    if (depth === 0 && name === "def" && /^def[ \t]+grade[ \t]*\(/.test(text.slice(at, at + 40)))
      definesGrade = true;
    const value = assignedValue(text, at, nameEnd, depth);
    if (value !== undefined) variables.set(name, value);
    at = nameEnd;
  }
  return { objects, variables, definesGrade, strings };
}

/** PHP's `['type' => …]`. */
const ARRAY_OF_PAIRS = /^\[\s*(?:["']\w+["'])\s*=>/;

function beginsObject(name: string, rest: string): boolean {
  if (name === "new") return /^\s*(?:\{|\[|[\w.]+\s*(?:<|\(|\{|\[))/.test(rest);
  if (/^(?:Map|Hash|ImmutableMap)$/.test(name)) return /^\s*\.\s*(?:of|ofEntries)\s*\(/.test(rest);
  if (/^(?:mapOf|array|hashMapOf)$/.test(name)) return /^\s*\(/.test(rest);
  if (OBJECT_CALL.test(name) && rest.startsWith("(")) return true;
  return (
    typeOfConstructor(name) !== undefined && /^\s*(?:\(|\{|\.\s*(?:new|builder|newBuilder)\s*[({])/.test(rest)
  );
}

function mayHoldGrader(literal: string): boolean {
  return literal.length > 20 && literal.includes("{") && literal.includes("type");
}

const ASSIGNMENT = /[ \t]*(?::[ \t]*[\w.$<>[\]|, \t]+)?(?::=|=(?![=>]))/y;

function assignedValue(text: string, start: number, offset: number, depth: number): number | undefined {
  const end = endOf(ASSIGNMENT, text, offset);
  if (end === undefined) return undefined;
  const isDeclared = depth === 0 || text.charAt(end - 2) === ":" || DECLARES.test(lineBefore(text, start));
  return isDeclared ? skipBlanks(text, end) : undefined;
}

function lineBefore(text: string, offset: number): string {
  return text.slice(Math.max(text.lastIndexOf("\n", offset - 1) + 1, offset - 100), offset);
}
