import type { JsonDocument, TextRange } from "../json/document";

/** How a JSON text is laid out around a value, so that what is added looks as if its author had. */
export interface Layout {
  /** Whether the value stands on one line. */
  readonly isOneLine: boolean;
  /** What the line begins with on which the value begins. */
  readonly indent: string;
  /** One level of indentation. */
  readonly unit: string;
  readonly lineEnd: string;
}

export function layoutOf({ text }: JsonDocument, { start, end }: TextRange): Layout {
  const value = text.slice(start, end);
  const indent = indentAt(text, start);
  const inner = /[\r\n]([ \t]*)(?![ \t\r\n])/.exec(value)?.[1] ?? "";
  const deeper = inner.startsWith(indent) ? inner.slice(indent.length) : "";
  return {
    isOneLine: !/[\r\n]/.test(value),
    indent,
    unit: deeper || (indent.startsWith("\t") ? "\t" : "  "),
    lineEnd: text.includes("\r\n") ? "\r\n" : "\n",
  };
}

/** The blanks at the beginning of the line of an offset. */
function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? "";
}

export function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1)) + 1;
}

const TRIVIA = /(?:\s+|\/\/[^\r\n]*|\/\*[^]*?\*\/)*/y;
const TRIVIA_ON_LINE = /(?:[ \t]+|\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/)*/y;

/** The offset of the next token: behind blanks and comments. */
export function skipTrivia(text: string, offset: number): number {
  return endOfMatch(TRIVIA, text, offset);
}

/** The end of the line where only blanks and comments stand behind the offset; undefined where more does. */
export function restOfLine(text: string, offset: number): number | undefined {
  const end = endOfMatch(TRIVIA_ON_LINE, text, offset);
  return end === text.length || /[\r\n]/.test(text.charAt(end)) ? end : undefined;
}

function endOfMatch(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return offset + (pattern.exec(text)?.[0].length ?? 0);
}
