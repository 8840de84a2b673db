import { porterStem } from "./porter";
import type { Synonyms } from "./wordnet";

/** NLTK's defaults: weight of precision against recall, shape and weight of the penalty for scattered matches. */
const ALPHA = 0.9;
const BETA = 3;
const GAMMA = 0.5;

interface Word {
  readonly position: number;
  readonly text: string;
}

interface Match {
  readonly input: number;
  readonly reference: number;
}

/** What two texts have in common so far, and the words that have no partner yet. */
interface Alignment {
  readonly matches: readonly Match[];
  readonly input: readonly Word[];
  readonly reference: readonly Word[];
}

/**
 * NLTK's `single_meteor_score` of token lists: words match as they are, then by their stems, then by WordNet.
 * The last stage compares stems, not words, because NLTK leaves the second stage's leftovers stemmed.
 */
export function meteor(input: readonly string[], reference: readonly string[], synonyms: Synonyms): number {
  const exact = matchWords(
    { matches: [], input: lowerCased(input), reference: lowerCased(reference) },
    (text) => [text],
  );
  const stems = matchWords(stemmed(exact), (text) => [text]);
  const { matches } = matchWords(stems, (text) => [text, ...synonyms.of(text)]);
  if (matches.length === 0) return 0;
  const precision = matches.length / input.length;
  const recall = matches.length / reference.length;
  const mean = (precision * recall) / (ALPHA * precision + (1 - ALPHA) * recall);
  return (1 - GAMMA * (countChunks(matches) / matches.length) ** BETA) * mean;
}

function lowerCased(tokens: readonly string[]): readonly Word[] {
  return tokens.map((token, position) => ({ position, text: token.toLowerCase() }));
}

function stemmed({ matches, input, reference }: Alignment): Alignment {
  const stem = ({ position, text }: Word) => ({ position, text: porterStem(text) });
  return { matches, input: input.map(stem), reference: reference.map(stem) };
}

/** From the end of the input, each word takes the last free word of the reference that is one of its partners. */
function matchWords(
  { matches, input, reference }: Alignment,
  partners: (text: string) => Iterable<string>,
): Alignment {
  const free = placesOf(reference);
  const taken = new Set<number>();
  const found = [...matches];
  const left: Word[] = [];
  for (const word of input.toReversed()) {
    const place = lastPlace(free, partners(word.text));
    if (place === undefined) left.push(word);
    else {
      taken.add(place.position);
      found.push({ input: word.position, reference: place.position });
    }
  }
  return {
    matches: found,
    input: left.reverse(),
    reference: reference.filter(({ position }) => !taken.has(position)),
  };
}

/** Free words by their texts, the last one at the end. */
function placesOf(words: readonly Word[]): Map<string, Word[]> {
  const places = new Map<string, Word[]>();
  for (const word of words) {
    const known = places.get(word.text);
    if (known) known.push(word);
    else places.set(word.text, [word]);
  }
  return places;
}

/** Takes the last free word that has one of the texts. */
function lastPlace(free: Map<string, Word[]>, texts: Iterable<string>): Word | undefined {
  let last: Word[] | undefined;
  for (const text of texts) {
    const places = free.get(text);
    if ((places?.at(-1)?.position ?? -1) > (last?.at(-1)?.position ?? -1)) last = places;
  }
  return last?.pop();
}

/** Runs of matches that stand side by side in both texts. */
function countChunks(matches: readonly Match[]): number {
  const inOrder = matches.toSorted((a, b) => a.input - b.input);
  const breaks = inOrder.filter(({ input, reference }, index) => {
    const before = inOrder[index - 1];
    return before?.input !== input - 1 || before.reference !== reference - 1;
  });
  return breaks.length;
}
