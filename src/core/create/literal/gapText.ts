import type { Dialect } from "./dialect";
import { endOfString, openingAt } from "./strings";
import { endOfName, skipBlanks } from "./tokens";

/** What may follow a value and make something else of it. */
const OPERATOR =
  /(?:if|unless|or|and|for|in|is|not|else|instanceof)\b|\?\??|\|\||&&|[%*/|<^&]|==|!=|>=?|-|\[|\.(?=\w)|\(/y;

/** Whether what follows a value makes something else of it; `isLine` where a line's end ends a value. */
export function hasOperator(text: string, offset: number, isLine: boolean): boolean {
  const at = skipBlanks(text, offset);
  if (isLine && text.slice(offset, at).includes("\n")) return false;
  OPERATOR.lastIndex = at;
  return OPERATOR.test(text) && !text.startsWith("=>", at);
}

/** Where an expression may end. */
export interface Extent {
  /** At the end of its line. */
  readonly isLine: boolean;
  readonly stopsAtPlus: boolean;
  readonly dialect?: Dialect | undefined;
}

/** The end of an expression that can't be read: strings and brackets in it are its own. */
export function endOfExpression(
  text: string,
  start: number,
  { isLine, stopsAtPlus, dialect }: Extent,
): number {
  let depth = 0;
  let end = start;
  for (let at = start; at < text.length;) {
    const next = skipBlanks(text, at);
    if (depth === 0 && isLine && text.slice(at, next).includes("\n")) return end;
    at = next;
    const character = text.charAt(at);
    const stringEnd = openingAt(text, at) && endOfString(text, at, dialect);
    if (depth === 0 && (/[,;}\])]/.test(character) || (stopsAtPlus && character === "+" && at > start)))
      return end;
    if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
    at = stringEnd ?? endOfName(text, at) ?? at + 1;
    end = Math.min(at, text.length);
  }
  return end;
}

const READS_FILE = /\b(?:open|Path|readFileSync|ReadAllText|read_text)\s*\(\s*["']([^"'\n]{1,60})["']/;
const ENVIRONMENT = /\b(?:environ|getenv|env|ENV|GetEnvironmentVariable)\b\W{0,3}\s*["']?([A-Za-z_]\w*)/;
const KEYWORD = /^(?:await|new|not|typeof|lambda|async|function|if|for)$/;

/** How people would call what code stands for: its variable, the variable of the environment, the file that is read. */
export function gapName(code: string): string {
  const plain = /^\s*([\w$]+(?:(?:\.|::|->)[\w$]+)*)\s*$/.exec(code)?.[1];
  if (plain !== undefined) return plain;
  const named = READS_FILE.exec(code)?.[1] ?? ENVIRONMENT.exec(code)?.[1];
  if (named !== undefined) return named;
  const words = [...code.matchAll(/[\p{L}_$][\p{L}\p{N}_$.]*/gu)].map(([word]) => word);
  const first = words.find((word) => !KEYWORD.test(word)) ?? "value";
  return first.replace(/\.(?:format|strip|trim|upper|lower|join|replace)$/, "").replace(/\.$/, "");
}
