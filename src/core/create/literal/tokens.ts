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

function endOf(pattern: RegExp, text: string, offset: number): number | undefined {
  pattern.lastIndex = offset;
  const found = pattern.exec(text);
  return found ? offset + found[0].length : undefined;
}

/** What a look over a pasted text shows. */
export interface Outline {
  /** Where objects may begin: at `{`, or at the name of a call. */
  readonly objects: readonly number[];
  /** Where the value of a variable stands, by its name; the last assignment counts. */
  readonly variables: ReadonlyMap<string, number>;
  /** Whether Python defines `grade` outside of brackets and strings. */
  readonly definesGrade: boolean;
}

/** Calls whose keywords are an object's members: `dict(type="python")`, `StringCheckGrader(…)`. */
export const OBJECT_CALL = /^(?:dict|\w*Grader\w*)$/;

/** Looks over code or prose of any kind, strings and comments apart. */
export function outlineOf(text: string): Outline {
  const objects: number[] = [];
  const variables = new Map<string, number>();
  let definesGrade = false;
  let depth = 0;
  for (let at = skipBlanks(text, 0); at < text.length; at = skipBlanks(text, at)) {
    const stringEnd = openingAt(text, at) && endOfString(text, at);
    if (stringEnd !== undefined) {
      at = stringEnd;
      continue;
    }
    const nameEnd = endOfName(text, at);
    if (nameEnd === undefined) {
      const character = text.charAt(at);
      if (character === "{") objects.push(at);
      if ("{[(".includes(character)) depth++;
      else if ("}])".includes(character)) depth = Math.max(0, depth - 1);
      at++;
      continue;
    }
    const name = text.slice(at, nameEnd);
    if (OBJECT_CALL.test(name) && text.charAt(nameEnd) === "(") objects.push(at);
    if (depth === 0 && name === "def" && /^def[ \t]+grade[ \t]*\(/.test(text.slice(at, at + 40)))
      definesGrade = true;
    const value = depth === 0 ? assignedValue(text, nameEnd) : undefined;
    if (value !== undefined) variables.set(name, value);
    at = nameEnd;
  }
  return { objects, variables, definesGrade };
}

const ASSIGNMENT = /[ \t]*(?::[ \t]*[\w.$<>[\]|, \t]+)?=(?![=>])/y;

function assignedValue(text: string, offset: number): number | undefined {
  const end = endOf(ASSIGNMENT, text, offset);
  return end === undefined ? undefined : skipBlanks(text, end);
}
