import { definedFunction, pythonBlocks, type PythonBlock } from "../literal/pythonBlocks";
import { endOfString, openingAt } from "../literal/strings";

/** A parameter of a Python function. */
export interface Parameter {
  readonly name: string;
  readonly kind: "plain" | "list" | "keywords";
  readonly hasDefault: boolean;
}

/** A function at the margin of a module. */
export interface PythonFunction {
  readonly name: string;
  readonly block: PythonBlock;
  readonly isAsync: boolean;
  readonly parameters: readonly Parameter[];
  /** Its body with blanks in the place of comments and of what strings say, but for keys. */
  readonly body: string;
}

const HEAD = /^(async[ \t]+)?def[ \t]+(\w+)[ \t]*\(/;

/** The functions that a module defines at its margin, in their order. */
export function pythonFunctions(text: string): readonly PythonFunction[] {
  return pythonBlocks(text).flatMap((block) => {
    const name = definedFunction(text, block);
    const head = HEAD.exec(text.slice(block.head, block.end));
    if (name === undefined || !head) return [];
    const open = block.head + head[0].length;
    const close = closingParenthesis(text, open, block.end);
    return [
      {
        name,
        block,
        isAsync: head[1] !== undefined,
        parameters: splitParameters(withoutComments(text.slice(open, close))),
        body: withoutTexts(text.slice(close + 1, block.end)),
      },
    ];
  });
}

function closingParenthesis(text: string, open: number, end: number): number {
  let depth = 0;
  for (let at = open; at < end; at++) {
    const character = text.charAt(at);
    const stringEnd = /["']/.test(character) ? endOfString(text, at) : undefined;
    if (stringEnd !== undefined) at = stringEnd - 1;
    else if (character === "#") at = lineEnd(text, at);
    else if ("([{".includes(character)) depth++;
    else if (")]}".includes(character) && depth-- === 0) return at;
  }
  return end;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

function splitParameters(text: string): readonly Parameter[] {
  const parts: string[] = [""];
  let depth = 0;
  for (const character of text) {
    if ("([{".includes(character)) depth++;
    if (")]}".includes(character)) depth--;
    if (character === "," && depth === 0) parts.push("");
    else parts.push((parts.pop() ?? "") + character);
  }
  return parts.flatMap((part): Parameter[] => {
    const [, stars = "", name = "", rest = ""] = /^\s*(\*{0,2})\s*(\w+)([^]*)$/.exec(part) ?? [];
    if (name === "") return [];
    const kind = stars === "**" ? "keywords" : stars === "*" ? "list" : "plain";
    return [{ name, kind, hasDefault: /=(?!=)/.test(rest) }];
  });
}

function withoutComments(text: string): string {
  return text.replace(/#[^\n]*/g, "");
}

/** Code with strings and comments blanked, `["content"]` and the like kept. */
function withoutTexts(text: string): string {
  let code = "";
  for (let at = 0; at < text.length;) {
    const isWord = /\w/.test(text.charAt(at - 1)) && /\w/.test(text.charAt(at));
    const end = !isWord && openingAt(text, at) ? endOfString(text, at) : undefined;
    if (end !== undefined) {
      const literal = text.slice(at, end);
      const isKey = /^["']\w+["']$/.test(literal) && /[[(]\s*$/.test(code);
      code += isKey ? literal : `""${" ".repeat(Math.max(0, literal.length - 2))}`;
      at = end;
    } else if (text.charAt(at) === "#") at = lineEnd(text, at);
    else code += text.charAt(at++);
  }
  return code;
}
