/** Synonyms of English words, as METEOR asks for them. */
export interface Synonyms {
  /** Every one-word member of every synset of the word or its base forms; a name keeps its capitals. */
  of(word: string): ReadonlySet<string>;
}

type Ending = readonly [ending: string, base: string];

/** NLTK's `MORPHOLOGICAL_SUBSTITUTIONS`, for the parts of speech in the table's order. */
const ENDINGS: readonly (readonly Ending[])[] = [
  [
    ["s", ""],
    ["ses", "s"],
    ["ves", "f"],
    ["xes", "x"],
    ["zes", "z"],
    ["ches", "ch"],
    ["shes", "sh"],
    ["men", "man"],
    ["ies", "y"],
  ],
  [
    ["s", ""],
    ["ies", "y"],
    ["es", "e"],
    ["es", ""],
    ["ed", "e"],
    ["ed", ""],
    ["ing", "e"],
    ["ing", ""],
  ],
  [
    ["er", ""],
    ["est", ""],
    ["er", "e"],
    ["est", "e"],
  ],
  [],
];

/**
 * Reads the table that scripts/wordnet.mjs makes of WordNet 3.0.
 * @param table `data/wordnet/synonyms.txt`
 */
export function readSynonyms(table: string): Synonyms {
  const sections = table.split("\n\n");
  const parts = ENDINGS.map(
    (endings, index) => new PartOfSpeech(sections[2 * index] ?? "", sections[2 * index + 1] ?? "", endings),
  );
  return {
    of(word) {
      const synonyms = new Set<string>();
      const lower = word.toLowerCase();
      for (const part of parts) part.addSynonyms(lower, synonyms);
      return synonyms;
    },
  };
}

class PartOfSpeech {
  /** Synsets of a lemma in lower case, as the table's lines. */
  private readonly synsets = new Map<string, string[]>();
  private readonly exceptions = new Map<string, readonly string[]>();

  constructor(
    synsets: string,
    exceptions: string,
    private readonly endings: readonly Ending[],
  ) {
    for (const line of synsets.split("\n")) {
      for (const member of line.split(" ")) this.add(member.toLowerCase(), line);
    }
    for (const line of exceptions.split("\n")) {
      const [form = "", ...bases] = line.split(" ");
      this.exceptions.set(form, bases);
    }
  }

  addSynonyms(word: string, synonyms: Set<string>): void {
    for (const form of [word, ...this.baseForms(word)]) {
      for (const line of this.synsets.get(form) ?? []) {
        for (const member of line.split(" ")) if (!member.includes("_")) synonyms.add(member);
      }
    }
  }

  /**
   * NLTK's `_morphy` as of release 3.9, which the hosted image pins: exceptions, else every ending once.
   * Earlier releases went on cutting endings until a word was found (nltk pull request 3225).
   */
  private baseForms(word: string): readonly string[] {
    const exceptions = this.exceptions.get(word);
    if (exceptions) return exceptions;
    return this.endings
      .filter(([ending]) => word.endsWith(ending))
      .map(([ending, base]) => word.slice(0, word.length - ending.length) + base);
  }

  private add(lemma: string, line: string): void {
    const known = this.synsets.get(lemma);
    if (known) known.push(line);
    else this.synsets.set(lemma, [line]);
  }
}
