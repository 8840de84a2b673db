import { countNgrams, overlap } from "./ngrams";

const ORDERS = [1, 2, 3, 4] as const;

/**
 * NLTK's `sentence_gleu` of one reference (Google's BLEU, Wu et al. 2016): common n-grams, 1 to 4 together,
 * out of those of the text that has more. 0 where neither has a token.
 */
export function gleu(input: readonly string[], reference: readonly string[]): number {
  const most = Math.max(countAll(input), countAll(reference));
  if (most === 0) return 0;
  const matches = ORDERS.map((n) => overlap(countNgrams(input, n), countNgrams(reference, n)));
  return matches.reduce((sum, count) => sum + count, 0) / most;
}

function countAll(tokens: readonly string[]): number {
  return ORDERS.reduce((sum, n) => sum + Math.max(0, tokens.length - n + 1), 0);
}
