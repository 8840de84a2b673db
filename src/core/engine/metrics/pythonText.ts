/**
 * What Python's `re` and `str.split()` take for white space. JavaScript's `\s` differs: it lacks the
 * separators of ASCII and U+0085, and has U+FEFF.
 */
export const SPACE = String.raw`\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`;

/** What Python's `\w` takes for a letter of a word; marks are none, unlike in JavaScript's `\p{Alphabetic}`. */
export const WORD = String.raw`\p{L}\p{N}_`;

const SPACES = new RegExp(`[${SPACE}]+`, "u");

/** Python's `text.split()`. */
export function splitOnSpace(text: string): readonly string[] {
  return text.split(SPACES).filter((token) => token !== "");
}

/** A pattern for a word in any case, by Python's rules (`re.IGNORECASE`). */
export function inAnyCase(word: string): string {
  return Array.from(word, (letter) => CASES[letter] ?? `[${letter}${letter.toUpperCase()}]`).join("");
}

/** Letters with more than two cases, as sre_compile's table of equivalences has them. */
const CASES: Readonly<Record<string, string>> = { "'": "'", i: "[iIıİ]", k: "[kK\u212a]", s: "[sSſ]" };
