import { t } from "@vscode/l10n";
import { LiteralError } from "./literalError";

/** A string literal of Python, JavaScript or JSON. */
export interface StringLiteral {
  /** Texts and, between them, the code that was to be filled in (`{name}` of an f-string, `${name}`). */
  readonly parts: readonly (string | { readonly code: string; readonly offset: number })[];
  readonly end: number;
}

const OPENING = /([rRbBuUfF]{0,2})("""|'''|["'`])/y;

/** Where a string literal begins at the offset: its prefix and quotes; undefined where none does. */
export function openingAt(text: string, offset: number): { prefix: string; quote: string } | undefined {
  OPENING.lastIndex = offset;
  const found = OPENING.exec(text);
  if (!found) return undefined;
  const [, prefix = "", quote = ""] = found;
  return prefix !== "" && quote === "`" ? undefined : { prefix: prefix.toLowerCase(), quote };
}

/** The end of the literal at the offset, its quotes included; undefined where it is not closed. */
export function endOfString(text: string, offset: number): number | undefined {
  const opening = openingAt(text, offset);
  if (!opening) return undefined;
  const { prefix, quote } = opening;
  const isOneLine = quote === '"' || quote === "'";
  for (let at = offset + prefix.length + quote.length; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "\\") at += text.startsWith("\r\n", at + 1) ? 2 : 1;
    else if (isOneLine && (character === "\n" || character === "\r")) return undefined;
    else if (text.startsWith(quote, at)) return at + quote.length;
  }
  return undefined;
}

/**
 * Reads the literal at the offset.
 * @throws LiteralError where it is not closed, or an escape has no meaning
 */
export function readString(text: string, offset: number): StringLiteral {
  const { prefix = "", quote = "" } = openingAt(text, offset) ?? {};
  const end = endOfString(text, offset);
  if (end === undefined) throw new LiteralError(unclosed(quote), offset);
  if (prefix.includes("b"))
    throw new LiteralError(t("Bytes are no text. Remove the b before the quotes."), offset);
  const body = { text, start: offset + prefix.length + quote.length, end: end - quote.length };
  const fills = prefix.includes("f") ? "python" : quote === "`" ? "javascript" : "none";
  return { parts: readParts(body, fills, prefix.includes("r")), end };
}

function unclosed(quote: string): string {
  return quote === '"' || quote === "'"
    ? t("This string is not closed on its line.")
    : t("This string is never closed: {0} is missing.", quote);
}

interface Body {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

function readParts(
  { text, start, end }: Body,
  fills: "python" | "javascript" | "none",
  isRaw: boolean,
): StringLiteral["parts"] {
  const parts: (string | { readonly code: string; readonly offset: number })[] = [];
  let plain = "";
  for (let at = start; at < end;) {
    const two = text.slice(at, at + 2);
    const isDoubled = fills === "python" && (two === "{{" || two === "}}");
    const opens = fills === "python" ? text.charAt(at) === "{" : fills === "javascript" && two === "${";
    if (isDoubled) {
      plain += text.charAt(at);
      at += 2;
    } else if (opens) {
      const from = at + (fills === "python" ? 1 : 2);
      const close = text.indexOf("}", from);
      const to = close < 0 || close > end ? end : close;
      parts.push(plain, { code: text.slice(from, to).trim(), offset: from });
      plain = "";
      at = to + 1;
    } else if (text.charAt(at) === "\\" && !isRaw) {
      const escape = readEscape(text, at);
      plain += escape.text;
      at += escape.length;
    } else {
      // Line ends in a literal are line feeds to both languages.
      const isBreak = text.charAt(at) === "\r";
      plain += isBreak ? "\n" : text.charAt(at);
      at += isBreak && text.charAt(at + 1) === "\n" ? 2 : 1;
    }
  }
  return [...parts, plain];
}

const ESCAPES: Readonly<Partial<Record<string, string>>> = {
  ...{ n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", v: "\v", a: "\x07", "0": "\0" },
  ...{ "\\": "\\", "'": "'", '"': '"', "`": "`", "/": "/", $: "$", "\n": "", "\r": "" },
};

const CODE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|U([0-9a-fA-F]{8}))/y;

function readEscape(text: string, offset: number): { readonly text: string; readonly length: number } {
  CODE.lastIndex = offset;
  const code = CODE.exec(text);
  if (code) {
    const [, byte, unit, braced, long] = code;
    const value = Number.parseInt(byte ?? unit ?? braced ?? long ?? "0", 16);
    if (value > 0x10ffff) throw new LiteralError(t("There is no character {0}.", code[0]), offset);
    const isUnit = value <= 0xffff;
    return {
      text: isUnit ? String.fromCharCode(value) : String.fromCodePoint(value),
      length: code[0].length,
    };
  }
  const letter = text.charAt(offset + 1);
  if (/^[xuU]$/.test(letter))
    throw new LiteralError(t("The escape {0} needs hexadecimal digits.", `\\${letter}`), offset);
  const known = ESCAPES[letter];
  const length = text.startsWith("\r\n", offset + 1) ? 3 : 2;
  // Python keeps a backslash that means nothing, as in "\d" of a pattern.
  return known === undefined ? { text: `\\${letter}`, length } : { text: known, length };
}
