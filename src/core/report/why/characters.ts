/** Characters that look like nothing, or like another one; Unicode's names, shortened to what people say. */
const NAMES: Readonly<Record<number, string>> = {
  0x0000: "null",
  0x0009: "tab",
  0x000a: "line feed",
  0x000b: "vertical tab",
  0x000c: "form feed",
  0x000d: "carriage return",
  0x0020: "space",
  0x007f: "delete",
  0x0085: "next line",
  0x00a0: "no-break space",
  0x00ab: "left guillemet",
  0x00ad: "soft hyphen",
  0x00b4: "acute accent",
  0x00bb: "right guillemet",
  0x0300: "combining grave accent",
  0x0301: "combining acute accent",
  0x0302: "combining circumflex",
  0x0303: "combining tilde",
  0x0304: "combining macron",
  0x0306: "combining breve",
  0x0307: "combining dot above",
  0x0308: "combining diaeresis",
  0x030a: "combining ring above",
  0x030b: "combining double acute accent",
  0x030c: "combining caron",
  0x0327: "combining cedilla",
  0x0328: "combining ogonek",
  0x034f: "combining grapheme joiner",
  0x061c: "Arabic letter mark",
  0x2002: "en space",
  0x2003: "em space",
  0x2007: "figure space",
  0x2008: "punctuation space",
  0x2009: "thin space",
  0x200a: "hair space",
  0x200b: "zero-width space",
  0x200c: "zero-width non-joiner",
  0x200d: "zero-width joiner",
  0x200e: "left-to-right mark",
  0x200f: "right-to-left mark",
  0x2010: "hyphen",
  0x2011: "no-break hyphen",
  0x2012: "figure dash",
  0x2013: "en dash",
  0x2014: "em dash",
  0x2015: "horizontal bar",
  0x2018: "left single quote",
  0x2019: "right single quote",
  0x201a: "low single quote",
  0x201b: "reversed single quote",
  0x201c: "left double quote",
  0x201d: "right double quote",
  0x201e: "low double quote",
  0x2028: "line separator",
  0x2029: "paragraph separator",
  0x202f: "narrow no-break space",
  0x2032: "prime",
  0x2033: "double prime",
  0x205f: "mathematical space",
  0x2060: "word joiner",
  0x2212: "minus sign",
  0x3000: "ideographic space",
  0xfeff: "byte order mark",
  0xfffd: "replacement character",
  0xff0d: "full-width hyphen",
};

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/\p{M}/u, "combining mark"],
  [/\p{Zs}/u, "space"],
  [/\p{Cc}/u, "control character"],
  [/\p{Cf}/u, "format character"],
  [/\p{Cs}/u, "half of a surrogate pair"],
  [/\p{Co}/u, "private character"],
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

const COMMON: Readonly<Record<string, string>> = { " ": "a space", "\n": "a line break", "\t": "a tab" };

/** The character at an offset in words: `"a"`, `"а" (U+0430)`, `U+00A0 no-break space`, `the end of the text`. */
export function characterAt(text: string, offset: number): string {
  if (offset >= text.length) return "the end of the text";
  const character = String.fromCodePoint(text.codePointAt(offset) ?? 0);
  const words = COMMON[character] ?? characterName(character) ?? quoted(character);
  const next = text.codePointAt(offset + character.length);
  const mark = next === undefined ? "" : String.fromCodePoint(next);
  return /^\p{M}$/u.test(mark) ? `${words} with ${characterName(mark) ?? mark}` : words;
}

function quoted(character: string): string {
  const plain = `"${character}"`;
  return /^[!-~]$/.test(character) ? plain : `${plain} (${codePointText(character)})`;
}
