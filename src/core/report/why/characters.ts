import { t } from "@vscode/l10n";

/** Characters that look like nothing, or like another one; Unicode's names, shortened to what people say. */
const NAMES: Readonly<Record<number, string>> = {
  0x0000: t("null"),
  0x0009: t("tab"),
  0x000a: t("line feed"),
  0x000b: t("vertical tab"),
  0x000c: t("form feed"),
  0x000d: t("carriage return"),
  0x0020: t("space"),
  0x007f: t("delete"),
  0x0085: t("next line"),
  0x00a0: t("no-break space"),
  0x00ab: t("left guillemet"),
  0x00ad: t("soft hyphen"),
  0x00b4: t("acute accent"),
  0x00bb: t("right guillemet"),
  0x0300: t("combining grave accent"),
  0x0301: t("combining acute accent"),
  0x0302: t("combining circumflex"),
  0x0303: t("combining tilde"),
  0x0304: t("combining macron"),
  0x0306: t("combining breve"),
  0x0307: t("combining dot above"),
  0x0308: t("combining diaeresis"),
  0x030a: t("combining ring above"),
  0x030b: t("combining double acute accent"),
  0x030c: t("combining caron"),
  0x0327: t("combining cedilla"),
  0x0328: t("combining ogonek"),
  0x034f: t("combining grapheme joiner"),
  0x061c: t("Arabic letter mark"),
  0x2002: t("en space"),
  0x2003: t("em space"),
  0x2007: t("figure space"),
  0x2008: t("punctuation space"),
  0x2009: t("thin space"),
  0x200a: t("hair space"),
  0x200b: t("zero-width space"),
  0x200c: t("zero-width non-joiner"),
  0x200d: t("zero-width joiner"),
  0x200e: t("left-to-right mark"),
  0x200f: t("right-to-left mark"),
  0x2010: t("hyphen"),
  0x2011: t("no-break hyphen"),
  0x2012: t("figure dash"),
  0x2013: t("en dash"),
  0x2014: t("em dash"),
  0x2015: t("horizontal bar"),
  0x2018: t("left single quote"),
  0x2019: t("right single quote"),
  0x201a: t("low single quote"),
  0x201b: t("reversed single quote"),
  0x201c: t("left double quote"),
  0x201d: t("right double quote"),
  0x201e: t("low double quote"),
  0x2028: t("line separator"),
  0x2029: t("paragraph separator"),
  0x202f: t("narrow no-break space"),
  0x2032: t("prime"),
  0x2033: t("double prime"),
  0x205f: t("mathematical space"),
  0x2060: t("word joiner"),
  0x2212: t("minus sign"),
  0x3000: t("ideographic space"),
  0xfeff: t("byte order mark"),
  0xfffd: t("replacement character"),
  0xff0d: t("full-width hyphen"),
};

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/\p{M}/u, t("combining mark")],
  [/\p{Zs}/u, t("space")],
  [/\p{Cc}/u, t("control character")],
  [/\p{Cf}/u, t("format character")],
  [/\p{Cs}/u, t("half of a surrogate pair")],
  [/\p{Co}/u, t("private character")],
];

/** `U+00A0 no-break space` for a character that the eye misses or takes for another one; else undefined. */
export function characterName(character: string): string | undefined {
  const codePoint = character.codePointAt(0) ?? 0;
  const name = NAMES[codePoint] ?? KINDS.find(([kind]) => kind.test(character))?.[1];
  return name === undefined ? undefined : `${codePointText(character)} ${name}`;
}

/** `U+00A0`. */
function codePointText(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

const COMMON: Readonly<Record<string, string>> = {
  " ": t("a space"),
  "\n": t("a line break"),
  "\t": t("a tab"),
};

/** The character at an offset in words: `"a"`, `"а" (U+0430)`, `U+00A0 no-break space`, `the end of the text`. */
export function characterAt(text: string, offset: number): string {
  if (offset >= text.length) return t("the end of the text");
  const character = String.fromCodePoint(text.codePointAt(offset) ?? 0);
  const words = COMMON[character] ?? characterName(character) ?? quoted(character);
  const next = text.codePointAt(offset + character.length);
  const mark = next === undefined ? "" : String.fromCodePoint(next);
  return /^\p{M}$/u.test(mark) ? t("{0} with {1}", words, characterName(mark) ?? mark) : words;
}

function quoted(character: string): string {
  const plain = `"${character}"`;
  return /^[!-~]$/.test(character) ? plain : `${plain} (${codePointText(character)})`;
}
