import { TextMapper, type MappedText } from "./mappedText";

/** A word of a command line, its quotes taken off. */
interface Word extends MappedText {
  readonly start: number;
}

/**
 * The words of a POSIX shell's command line: `'…'`, `"…"`, `$'…'`, backslashes and continued lines. Nothing is
 * expanded. Works on what browsers and documentation write, not on scripts.
 */
export function shellWords(text: string): readonly Word[] {
  const words: Word[] = [];
  let at = 0;
  while (at < text.length) {
    const blank = /^(?:\s|\\\r?\n)+/.exec(text.slice(at, at + 1000))?.[0];
    if (blank !== undefined) at += blank.length;
    else {
      const { word, end } = readWord(text, at);
      words.push({ ...word, start: at });
      at = end;
    }
  }
  return words;
}

function readWord(text: string, start: number): { readonly word: MappedText; readonly end: number } {
  const mapper = new TextMapper();
  let at = start;
  while (at < text.length && !/\s/.test(text.charAt(at))) {
    const character = text.charAt(at);
    if (character === "'") at = readQuoted(text, at + 1, "'", mapper, {});
    else if (text.startsWith("$'", at)) at = readQuoted(text, at + 2, "'", mapper, ANSI_C);
    else if (character === '"') at = readQuoted(text, at + 1, '"', mapper, DOUBLE);
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
): number {
  let at = start;
  while (at < text.length && text.charAt(at) !== quote) {
    const escape = text.charAt(at) === "\\" ? escapes[text.charAt(at + 1)] : undefined;
    mapper.add(escape ?? text.charAt(at), at);
    at += escape === undefined ? 1 : 2;
  }
  return Math.min(at + 1, text.length);
}
