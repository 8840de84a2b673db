import { inAnyCase, SPACE, splitOnSpace, WORD } from "./pythonText";

type Replacement = readonly [pattern: RegExp, by: string];

const START = `(?<![${WORD}])`;
const END = `(?![${WORD}])`;
const CLITICS = ["re", "ve", "ll", "m", "t", "s", "d", "n"].map(inAnyCase).join("|");

const STARTING_QUOTES: readonly Replacement[] = [
  [/([«“‘„]|`+)/gu, " $1 "],
  [/^"/u, "``"],
  [/``/gu, " $& "],
  [/([ ([{<])("|'{2})/gu, "$1 `` "],
  [new RegExp(`'(?!${CLITICS})([${WORD}])${END}`, "gu"), "' $1"],
];

/** Between the two looks at the text's last period. */
const PUNCTUATION: readonly Replacement[] = [
  [/([:,])(\P{Nd})/gu, " $1 $2"],
  // Python's $ also stands before a last line break.
  [/([:,])(?=\n?$)/gu, " $1 "],
  [/\.{2,}/gu, " $& "],
  [/[;@#$%&]/gu, " $& "],
];

const LATER_PUNCTUATION: readonly Replacement[] = [
  [/[?!]/gu, " $& "],
  [/([^'])' /gu, "$1 ' "],
  [/\*/gu, " $& "],
  [/[\][(){}<>]/gu, " $& "],
  [/--/gu, " -- "],
];

const ENDING_QUOTES: readonly Replacement[] = [
  [/[»”’]/gu, " $& "],
  [/''/gu, " '' "],
  [/"/gu, " '' "],
  [/([^' ])('[sS]|'[mM]|'[dD]|') /gu, "$1 $2 "],
  [/([^' ])('ll|'LL|'re|'RE|'ve|'VE|n't|N'T) /gu, "$1 $2 "],
];

type Contraction = readonly [first: string, second: string, before?: string, after?: string];

const CONTRACTIONS: readonly Contraction[] = [
  ["can", "not"],
  ["d", "'ye"],
  ["gim", "me"],
  ["gon", "na"],
  ["got", "ta"],
  ["lem", "me"],
  ["more", "'n"],
  ["wan", "na", START, `(?=[${SPACE}])`],
  ["'t", "is", " "],
  ["'t", "was", " "],
];

const SPLIT_CONTRACTIONS = CONTRACTIONS.map(([first, second, before = START, after = END]): Replacement => {
  return [new RegExp(`${before}(${inAnyCase(first)})(${inAnyCase(second)})${after}`, "gu"), " $1 $2 "];
});

/** Most texts have none: one look saves ten. */
const ANY_CONTRACTION = new RegExp(
  CONTRACTIONS.map(([first, second]) => inAnyCase(first + second)).join("|"),
  "u",
);

/**
 * The tokens of NLTK's `NLTKWordTokenizer`, which `word_tokenize` uses, without its split into sentences
 * (facts.md "Metrics"): one long text keeps the periods of its inner sentences on their words.
 */
export function nltkWordTokens(text: string): readonly string[] {
  let padded = replaceAll(text, STARTING_QUOTES);
  padded = splitFinalPeriod(padded, AFTER_PERIOD, (closing) => `. ${closing} `);
  padded = replaceAll(padded, PUNCTUATION);
  padded = splitFinalPeriod(padded, AFTER_PERIOD_ASCII, (closing) => `.${closing} `);
  padded = ` ${replaceAll(padded, LATER_PUNCTUATION)} `;
  padded = replaceAll(padded, ENDING_QUOTES);
  if (ANY_CONTRACTION.test(padded)) padded = replaceAll(padded, SPLIT_CONTRACTIONS);
  return splitOnSpace(padded);
}

function replaceAll(text: string, replacements: readonly Replacement[]): string {
  return replacements.reduce((result, [pattern, by]) => result.replace(pattern, by), text);
}

const AFTER_PERIOD = /^[\])}>"'»”’ ]*/u;
const AFTER_PERIOD_ASCII = /^[\])}>"']*/u;
const ONLY_SPACE = new RegExp(`^[${SPACE}]*$`, "u");

/**
 * NLTK's `([^\.])(\.)(CLOSING*)\s*$`: a single period that only closing marks and white space follow. Done by
 * hand, since the pattern takes quadratic time on a run of blanks.
 */
function splitFinalPeriod(text: string, closings: RegExp, write: (closing: string) => string): string {
  const period = text.lastIndexOf(".");
  if (period <= 0 || text[period - 1] === ".") return text;
  const rest = text.slice(period + 1);
  const closing = closings.exec(rest)?.[0] ?? "";
  if (!ONLY_SPACE.test(rest.slice(closing.length))) return text;
  return `${text.slice(0, period)} ${write(closing)}`;
}
