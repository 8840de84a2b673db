import { TextMapper, type MappedText } from "./mappedText";

/** A word of a command line, its quotes taken off. */
export interface Word extends MappedText {
  readonly start: number;
}

/** What stands for a variable in double quotes; undefined: what is written there. */
export type Expand = (name: string, offset: number) => string | undefined;

/**
 * The words of a POSIX shell's command line: `'…'`, `"…"`, `$'…'`, backslashes and continued lines. Works on what
 * browsers and documentation write; nothing is run.
 */
export function shellWords(text: string, expand: Expand = () => undefined): readonly Word[] {
  const words: Word[] = [];
  let at = 0;
  while (at < text.length) {
    const blank = /^(?:\s|\\\r?\n)+/.exec(text.slice(at, at + 1000))?.[0];
    if (blank !== undefined) at += blank.length;
    else {
      const { word, end } = readWord(text, at, expand);
      words.push({ ...word, start: at });
      at = end;
    }
  }
  return words;
}

function readWord(
  text: string,
  start: number,
  expand: Expand,
): { readonly word: MappedText; readonly end: number } {
  const mapper = new TextMapper();
  let at = start;
  while (at < text.length && !/\s/.test(text.charAt(at))) {
    const character = text.charAt(at);
    if (character === "'") at = readQuoted(text, at + 1, "'", mapper, {});
    else if (text.startsWith("$'", at)) at = readQuoted(text, at + 2, "'", mapper, ANSI_C);
    else if (character === '"') at = readQuoted(text, at + 1, '"', mapper, DOUBLE, expand);
    else if (character === "\\" && /[\r\n]/.test(text.charAt(at + 1))) break;
    else {
      const escaped = character === "\\" ? 1 : 0;
      mapper.add(text.charAt(at + escaped), at + escaped);
      at += 1 + escaped;
    }
  }
  return { word: mapper.done(at), end: at };
}

/** What stands for an escape; of a quote without any the backslash is a character. */
type Escapes = Readonly<Record<string, string>>;
const DOUBLE: Escapes = { '"': '"', "\\": "\\", $: "$", "`": "`", "\n": "" };
const ANSI_C: Escapes = { "'": "'", '"': '"', "\\": "\\", n: "\n", r: "\r", t: "\t" };

function readQuoted(
  text: string,
  start: number,
  quote: string,
  mapper: TextMapper,
  escapes: Escapes,
  expand: Expand = () => undefined,
): number {
  let at = start;
  while (at < text.length && text.charAt(at) !== quote) {
    const variable = variableAt(text, at);
    const value = variable && expand(variable.name, at);
    if (variable && value !== undefined) {
      mapper.add(value, at);
      at = variable.end;
      continue;
    }
    const escape = text.charAt(at) === "\\" ? escapes[text.charAt(at + 1)] : undefined;
    mapper.add(escape ?? text.charAt(at), at);
    at += escape === undefined ? 1 : 2;
  }
  return Math.min(at + 1, text.length);
}

const VARIABLE = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/y;

function variableAt(
  text: string,
  offset: number,
): { readonly name: string; readonly end: number } | undefined {
  VARIABLE.lastIndex = offset;
  const found = VARIABLE.exec(text);
  return found ? { name: found[1] ?? found[2] ?? "", end: offset + found[0].length } : undefined;
}

/** A here document's lines, its variables filled in where its word is not quoted. */
export function hereText(text: string, start: number, end: number, expand: Expand | undefined): MappedText {
  const mapper = new TextMapper();
  for (let at = start; at < end;) {
    const variable = expand && variableAt(text, at);
    const value = variable && expand(variable.name, at);
    const isEscape = expand !== undefined && /^\\[$`\\]/.test(text.slice(at, at + 2));
    if (variable && value !== undefined) mapper.add(value, at);
    else mapper.add(text.charAt(isEscape ? at + 1 : at), at);
    at = variable && value !== undefined ? variable.end : at + (isEscape ? 2 : 1);
  }
  return mapper.done(end);
}
