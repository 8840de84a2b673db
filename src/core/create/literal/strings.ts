import { t } from "@vscode/l10n";
import { hasLongStrings, isRawInSingleQuotes, type Dialect } from "./dialect";
import { LiteralError } from "./literalError";
import { textBlock } from "./textBlock";

/** Code that was to be filled into a string: `{name}` of an f-string, `${name}`, `#{name}`. */
export interface Filling {
  readonly code: string;
  readonly offset: number;
}

/** A string literal of Python, JavaScript, JSON, C#, Ruby and their like. */
export interface StringLiteral {
  /** Texts and, between them, the code that was to be filled in. */
  readonly parts: readonly (string | Filling)[];
  readonly end: number;
}

const OPENING = /([rRbBuUfF]{0,2}|\$?@|@\$|\$)("""|'''|["'`])/y;

/** Where a string literal begins at the offset: its prefix and quotes; undefined where none does. */
export function openingAt(text: string, offset: number): { prefix: string; quote: string } | undefined {
  OPENING.lastIndex = offset;
  const found = OPENING.exec(text);
  if (!found) return undefined;
  const [, prefix = "", quote = ""] = found;
  if (prefix !== "" && quote === "`") return undefined;
  // C#'s own prefixes go with double quotes; `@"""` is an empty text and a quote within one.
  if (/[@$]/.test(prefix)) {
    if (!quote.startsWith('"')) return undefined;
    return { prefix, quote: prefix.includes("@") ? '"' : quote };
  }
  return { prefix: prefix.toLowerCase(), quote };
}

/** The end of the literal at the offset, its quotes included; undefined where it is not closed. */
export function endOfString(text: string, offset: number, dialect: Dialect = "other"): number | undefined {
  const opening = openingAt(text, offset);
  if (!opening) return undefined;
  const { prefix, quote } = opening;
  const start = offset + prefix.length + quote.length;
  if (prefix.includes("@")) return endOfVerbatim(text, start);
  const isOneLine = (quote === '"' || quote === "'") && !hasLongStrings(dialect);
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "\\") at += text.startsWith("\r\n", at + 1) ? 2 : 1;
    else if (isOneLine && (character === "\n" || character === "\r")) return undefined;
    else if (text.startsWith(quote, at)) return at + quote.length;
  }
  return undefined;
}

/** C#'s `@"…"`: a doubled quote is a quote, a backslash is a character. */
function endOfVerbatim(text: string, start: number): number | undefined {
  for (let at = start; at < text.length; at++) {
    if (text.charAt(at) !== '"') continue;
    if (text.charAt(at + 1) !== '"') return at + 1;
    at++;
  }
  return undefined;
}

/**
 * Reads the literal at the offset.
 * @throws LiteralError where it is not closed, or an escape has no meaning
 */
export function readString(text: string, offset: number, dialect: Dialect = "other"): StringLiteral {
  const { prefix = "", quote = "" } = openingAt(text, offset) ?? {};
  const end = endOfString(text, offset, dialect);
  if (end === undefined) throw new LiteralError(unclosed(quote), offset);
  if (prefix.includes("b"))
    throw new LiteralError(t("Bytes are no text. Remove the b before the quotes."), offset);
  const body = { text, start: offset + prefix.length + quote.length, end: end - quote.length };
  const spelling = spellingOf(prefix, quote, dialect);
  const parts = readParts(body, spelling);
  return { parts: textBlock(parts, quote, dialect), end };
}

function unclosed(quote: string): string {
  return quote === '"' || quote === "'"
    ? t("This string is not closed on its line.")
    : t("This string is never closed: {0} is missing.", quote);
}

/** How a literal's own text is to be understood. */
interface Spelling {
  /** What code to fill in begins with; in braces of their own a doubled one is a brace. */
  readonly fill: "{" | "${" | "#{" | undefined;
  readonly backslash: "escapes" | "raw" | "quotes";
  readonly hasDoubledQuotes: boolean;
}

function spellingOf(prefix: string, quote: string, dialect: Dialect): Spelling {
  const isVerbatim = prefix.includes("@");
  const isGoRaw = quote === "`" && dialect === "go";
  const isBlock = quote === '"""' && dialect === "csharp";
  const isRaw = prefix.includes("r") || isVerbatim || isGoRaw || isBlock;
  const quotes = quote === "'" && isRawInSingleQuotes(dialect);
  return {
    fill: fillOf(prefix, quote, dialect),
    backslash: isRaw ? "raw" : quotes ? "quotes" : "escapes",
    hasDoubledQuotes: isVerbatim,
  };
}

function fillOf(prefix: string, quote: string, dialect: Dialect): Spelling["fill"] {
  if (prefix.includes("f") || prefix.includes("$")) return "{";
  if (quote === "`") return dialect === "go" ? undefined : "${";
  return dialect === "ruby" && quote === '"' ? "#{" : undefined;
}

interface Body {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

function readParts({ text, start, end }: Body, spelling: Spelling): readonly (string | Filling)[] {
  const { fill, backslash, hasDoubledQuotes } = spelling;
  const parts: (string | Filling)[] = [];
  let plain = "";
  for (let at = start; at < end;) {
    const two = text.slice(at, at + 2);
    const isDoubled = fill === "{" && (two === "{{" || two === "}}");
    if (isDoubled || (hasDoubledQuotes && two === '""')) {
      plain += text.charAt(at);
      at += 2;
    } else if (fill !== undefined && text.startsWith(fill, at)) {
      const from = at + fill.length;
      const to = endOfFilling(text, from, end);
      parts.push(plain, { code: text.slice(from, to).trim(), offset: from });
      plain = "";
      at = to + 1;
    } else if (fill === "#{" && two === "\\#") {
      plain += "#";
      at += 2;
    } else if (text.charAt(at) === "\\" && backslash !== "raw") {
      const escape = backslash === "quotes" ? readQuoteEscape(text, at) : readEscape(text, at);
      plain += escape.text;
      at += escape.length;
    } else {
      // Line ends in a literal are line feeds to all languages.
      const isBreak = text.charAt(at) === "\r";
      plain += isBreak ? "\n" : text.charAt(at);
      at += isBreak && text.charAt(at + 1) === "\n" ? 2 : 1;
    }
  }
  return [...parts, plain];
}

/** The brace that closes code in a string: braces and strings within are its own. */
function endOfFilling(text: string, from: number, end: number): number {
  let depth = 0;
  for (let at = from; at < end; at++) {
    const character = text.charAt(at);
    const inner = /["'`]/.test(character) ? endOfString(text, at) : undefined;
    if (inner !== undefined && inner <= end) at = inner - 1;
    else if (character === "{") depth++;
    else if (character === "}" && depth-- === 0) return at;
  }
  return end;
}

/** In Ruby's and PHP's single quotes only the quote and the backslash are escaped. */
function readQuoteEscape(text: string, offset: number): { readonly text: string; readonly length: number } {
  const next = text.charAt(offset + 1);
  return next === "'" || next === "\\" ? { text: next, length: 2 } : { text: "\\", length: 1 };
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
