import { endOfString, openingAt } from "./strings";
import { dedent } from "./known";

/** A statement of Python with all that is indented below it, and the decorators and comments above. */
export interface PythonBlock {
  readonly start: number;
  readonly end: number;
  /** Where the statement itself begins, behind decorators and comments. */
  readonly head: number;
}

const DEFINITION = /^[ \t]*(?:async[ \t]+)?def[ \t]+(\w+)/;

/** The statements of a module: the lines that begin without indentation, each with what belongs to it. */
export function pythonBlocks(text: string): readonly PythonBlock[] {
  const blocks: PythonBlock[] = [];
  let lead: number | undefined;
  for (const { start, end } of logicalLines(text)) {
    const line = text.slice(start, end);
    if (line.trim() === "") continue;
    const last = blocks.at(-1);
    const isWithin = /^[ \t]/.test(line) || /^(?:else|elif|except|finally)\b/.test(line);
    if (isWithin && last && lead === undefined) blocks[blocks.length - 1] = { ...last, end };
    else if (/^(?:@|#)/.test(line)) lead ??= start;
    else {
      blocks.push({ start: lead ?? start, head: start, end });
      lead = undefined;
    }
  }
  return blocks;
}

/** Lines of which brackets, strings and backslashes join several. */
function logicalLines(text: string): readonly { readonly start: number; readonly end: number }[] {
  const lines: { start: number; end: number }[] = [];
  let start = 0;
  let depth = 0;
  let at = 0;
  const close = () => {
    lines.push({ start, end: at });
    start = at;
  };
  while (at < text.length) {
    const character = text.charAt(at);
    const stringEnd = openingAt(text, at) && !isInName(text, at) ? endOfString(text, at) : undefined;
    if (stringEnd !== undefined) at = stringEnd;
    else if (character === "#") {
      const end = text.indexOf("\n", at);
      at = end < 0 ? text.length : end;
    } else if (character === "\\") at += text.startsWith("\r\n", at + 1) ? 3 : 2;
    else {
      if ("([{".includes(character)) depth++;
      else if (")]}".includes(character)) depth = Math.max(0, depth - 1);
      at++;
      if (character === "\n" && (depth === 0 || beginsStatement(text, at))) {
        depth = 0;
        close();
      }
    }
  }
  at = text.length;
  if (start < at) close();
  return lines;
}

/** A bracket that was never closed must not swallow the rest: a definition at the margin begins anew. */
function beginsStatement(text: string, at: number): boolean {
  return /^(?:async[ \t]+def|def|class|import|from|@)[ \t]*\w/.test(text.slice(at, at + 40));
}

function isInName(text: string, at: number): boolean {
  return /\w/.test(text.charAt(at - 1)) && /\w/.test(text.charAt(at));
}

/** The source of a function that a text defines, at any depth, as `inspect.getsource` gives it. */
export function functionSource(text: string, name: string): string | undefined {
  const pattern = new RegExp(`^([ \\t]*)(?:async[ \\t]+)?(?:def|class)[ \\t]+${escaped(name)}\\b`, "m");
  const found = pattern.exec(text);
  if (!found) return undefined;
  const indent = found[1] ?? "";
  const lines = logicalLines(text.slice(found.index));
  const inner = new RegExp(`^${indent}[ \\t]`);
  let end = lines[0]?.end ?? 0;
  for (const line of lines.slice(1)) {
    const words = text.slice(found.index + line.start, found.index + line.end);
    if (words.trim() === "") continue;
    if (!inner.test(words)) break;
    ({ end } = line);
  }
  const start = decoratorsStart(text, found.index, indent);
  return dedent(text.slice(start, found.index + end).replace(/\r\n?/g, "\n")).replace(/\s*$/, "\n");
}

function decoratorsStart(text: string, offset: number, indent: string): number {
  let start = offset;
  for (;;) {
    const before = text.lastIndexOf("\n", start - 2) + 1;
    if (start === 0 || !text.startsWith(`${indent}@`, before)) return start;
    start = before;
  }
}

/** The name that a block defines as a function; undefined for any other statement. */
export function definedFunction(text: string, { head, end }: PythonBlock): string | undefined {
  return DEFINITION.exec(text.slice(head, Math.min(end, head + 200)))?.[1];
}

function escaped(name: string): string {
  return name.replace(/[^\w]/g, "\\$&");
}
