/** A suffix, what replaces it, and what must hold of the rest; the first rule whose suffix fits decides. */
type Rule = readonly [suffix: string, replacement: string, condition?: (stem: string) => boolean];

/** Irregular forms, and regular ones that the steps would spoil. */
const POOL: ReadonlyMap<string, string> = new Map([
  ...["news", "howe", "proceed", "exceed", "succeed", "sky", "inning", "outing", "canning"].map(
    (word) => [word, word] as const,
  ),
  ["skies", "sky"],
  ["dying", "die"],
  ["lying", "lie"],
  ["tying", "tie"],
  ["innings", "inning"],
  ["outings", "outing"],
  ["cannings", "canning"],
]);

/**
 * The stem of a word by Porter's algorithm with NLTK's extensions (`PorterStemmer()` as METEOR uses it;
 * Porter 1980, "An algorithm for suffix stripping").
 */
export function porterStem(word: string): string {
  const lower = word.toLowerCase();
  const known = POOL.get(lower);
  if (known !== undefined) return known;
  return /[\ud800-\udfff]/.test(lower) ? withStandIns(lower, stem) : stem(lower);
}

function stem(word: string): string {
  if (word.length <= 2) return word;
  return [step1a, step1b, step1c, step2, step3, step4, step5a, step5b].reduce(
    (rest, step) => step(rest),
    word,
  );
}

/** Python counts code points: what is beyond 16 bits is put by one unit while the steps count and compare. */
function withStandIns(word: string, change: (word: string) => string): string {
  const points = [...new Set(word)].filter((point) => point.length > 1);
  const standIns = new Map<string, string>();
  let code = 0xe000;
  for (const point of points) {
    while (word.includes(String.fromCharCode(code))) code++;
    standIns.set(point, String.fromCharCode(code++));
  }
  const back = new Map([...standIns].map(([point, standIn]) => [standIn, point]));
  const replaced = Array.from(word, (point) => standIns.get(point) ?? point).join("");
  return Array.from(change(replaced), (unit) => back.get(unit) ?? unit).join("");
}

const isVowelLetter = (letter: string) => "aeiou".includes(letter);

/** A y is a consonant at the start and after a vowel. */
function isConsonant(word: string, index: number): boolean {
  let first = index;
  while (first > 0 && word.charAt(first) === "y") first--;
  return (index - first) % 2 === 0 ? !isVowelLetter(word.charAt(first)) : isVowelLetter(word.charAt(first));
}

/** Porter's m: how often consonants follow vowels. */
function measure(word: string): number {
  let count = 0;
  let consonant = true;
  for (let index = 0; index < word.length; index++) {
    const letter = word.charAt(index);
    const before: boolean = consonant;
    consonant = letter === "y" ? index === 0 || !before : !isVowelLetter(letter);
    if (consonant && !before) count++;
  }
  return count;
}

const hasMeasure = (word: string) => measure(word) > 0;
const hasMeasureTwo = (word: string) => measure(word) > 1;

function hasVowel(word: string): boolean {
  for (let index = 0; index < word.length; index++) if (!isConsonant(word, index)) return true;
  return false;
}

function endsInDoubleConsonant(word: string): boolean {
  const last = word.length - 1;
  return last > 0 && word.charAt(last) === word.charAt(last - 1) && isConsonant(word, last);
}

/** Consonant, vowel, consonant that is no w, x or y; NLTK: or a word of vowel and consonant. */
function endsInShortSyllable(word: string): boolean {
  const last = word.length - 1;
  if (last < 1 || !isConsonant(word, last) || isConsonant(word, last - 1)) return false;
  return last === 1 || (isConsonant(word, last - 2) && !"wxy".includes(word.charAt(last)));
}

function applyRules(word: string, rules: readonly Rule[]): string {
  for (const [suffix, replacement, condition] of rules) {
    if (!word.endsWith(suffix)) continue;
    const rest = word.slice(0, word.length - suffix.length);
    return !condition || condition(rest) ? rest + replacement : word;
  }
  return word;
}

const STEP_1A: readonly Rule[] = [
  ["sses", "ss"],
  ["ies", "i"],
  ["ss", "ss"],
  ["s", ""],
];

function step1a(word: string): string {
  if (word.endsWith("ies") && word.length === 4) return word.slice(0, -1);
  return applyRules(word, STEP_1A);
}

function step1b(word: string): string {
  if (word.endsWith("ied")) return word.slice(0, word.length === 4 ? -1 : -2);
  if (word.endsWith("eed")) return hasMeasure(word.slice(0, -3)) ? word.slice(0, -1) : word;
  const suffix = ["ed", "ing"].find(
    (ending) => word.endsWith(ending) && hasVowel(word.slice(0, -ending.length)),
  );
  return suffix === undefined ? word : mendStem(word.slice(0, -suffix.length));
}

const MENDED_BY_E: readonly Rule[] = [
  ["at", "ate"],
  ["bl", "ble"],
  ["iz", "ize"],
];

function mendStem(word: string): string {
  const mended = applyRules(word, MENDED_BY_E);
  if (mended !== word) return mended;
  // NLTK takes its own mark for a double consonant for a suffix, too.
  if (word.endsWith("*d")) return `${word.slice(0, -2)}d`;
  if (endsInDoubleConsonant(word)) return "lsz".includes(word.slice(-1)) ? word : word.slice(0, -1);
  return measure(word) === 1 && endsInShortSyllable(word) ? `${word}e` : word;
}

function step1c(word: string): string {
  return applyRules(word, [["y", "i", (rest) => rest.length > 1 && isConsonant(rest, rest.length - 1)]]);
}

const STEP_2: readonly Rule[] = [
  ["ational", "ate", hasMeasure],
  ["tional", "tion", hasMeasure],
  ["enci", "ence", hasMeasure],
  ["anci", "ance", hasMeasure],
  ["izer", "ize", hasMeasure],
  ["bli", "ble", hasMeasure],
  ["alli", "al", hasMeasure],
  ["entli", "ent", hasMeasure],
  ["eli", "e", hasMeasure],
  ["ousli", "ous", hasMeasure],
  ["ization", "ize", hasMeasure],
  ["ation", "ate", hasMeasure],
  ["ator", "ate", hasMeasure],
  ["alism", "al", hasMeasure],
  ["iveness", "ive", hasMeasure],
  ["fulness", "ful", hasMeasure],
  ["ousness", "ous", hasMeasure],
  ["aliti", "al", hasMeasure],
  ["iviti", "ive", hasMeasure],
  ["biliti", "ble", hasMeasure],
  ["fulli", "ful", hasMeasure],
  // The l counts with the stem, so that "geology" is cut as "archaeology" is.
  ["logi", "log", (rest) => hasMeasure(`${rest}l`)],
];

function step2(word: string): string {
  // NLTK takes -alli first and goes through the step again.
  if (word.endsWith("alli") && hasMeasure(word.slice(0, -4))) return step2(word.slice(0, -2));
  return applyRules(word, STEP_2);
}

const STEP_3: readonly Rule[] = [
  ["icate", "ic", hasMeasure],
  ["ative", "", hasMeasure],
  ["alize", "al", hasMeasure],
  ["iciti", "ic", hasMeasure],
  ["ical", "ic", hasMeasure],
  ["ful", "", hasMeasure],
  ["ness", "", hasMeasure],
];

const step3 = (word: string) => applyRules(word, STEP_3);

const STEP_4: readonly Rule[] = [
  ...["al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent"].map(dropped),
  ["ion", "", (rest) => hasMeasureTwo(rest) && /[st]$/.test(rest)],
  ...["ou", "ism", "ate", "iti", "ous", "ive", "ize"].map(dropped),
];

function dropped(suffix: string): Rule {
  return [suffix, "", hasMeasureTwo];
}

const step4 = (word: string) => applyRules(word, STEP_4);

function step5a(word: string): string {
  if (!word.endsWith("e")) return word;
  const rest = word.slice(0, -1);
  const vowels = measure(rest);
  return vowels > 1 || (vowels === 1 && !endsInShortSyllable(rest)) ? rest : word;
}

const step5b = (word: string) =>
  word.endsWith("ll") && hasMeasureTwo(word.slice(0, -1)) ? word.slice(0, -1) : word;
