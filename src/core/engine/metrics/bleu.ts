import { countNgrams, overlap } from "./ngrams";
import type { Smoothing } from "./profile";

/** Matches of one order of n-grams, out of how many. */
interface Precision {
  readonly matches: number;
  readonly total: number;
}

type Smooth = (precisions: readonly Precision[], length: number) => readonly number[];

const ORDERS = [1, 2, 3, 4] as const;

/** Python's `sys.float_info.min`, which NLTK puts for a precision of 0 without smoothing. */
const LEAST_NORMAL = 2.2250738585072014e-308;

/** NLTK's `sentence_bleu` of one reference: n-grams to 4, evenly weighted (facts.md "Metrics"). */
export function bleu(input: readonly string[], reference: readonly string[], smoothing: Smoothing): number {
  const precisions = ORDERS.map((n) => precisionOf(input, reference, n));
  if (precisions[0]?.matches === 0) return 0;
  const smoothed = SMOOTH[smoothing](precisions, input.length);
  const logs = smoothed.filter((precision) => precision > 0).map((precision) => Math.log(precision));
  return brevityPenalty(input, reference) * Math.exp(logs.reduce((sum, log) => sum + log / ORDERS.length, 0));
}

function precisionOf(input: readonly string[], reference: readonly string[], n: number): Precision {
  const matches = overlap(countNgrams(input, n), countNgrams(reference, n));
  return { matches, total: Math.max(1, input.length - n + 1) };
}

function brevityPenalty(input: readonly string[], reference: readonly string[]): number {
  return input.length > reference.length ? 1 : Math.exp(1 - reference.length / input.length);
}

/** Chen and Cherry (2014), as NLTK has them. A precision that stays 0 is left out of the mean. */
const SMOOTH: Readonly<Record<Smoothing, Smooth>> = {
  none: (precisions) => precisions.map((precision) => ratio(precision) || LEAST_NORMAL),
  method1: (precisions) =>
    precisions.map(({ matches, total }) => ratio({ matches: matches === 0 ? 0.1 : matches, total })),
  method2: (precisions) =>
    precisions.map(({ matches, total }, index) =>
      index === 0 ? ratio({ matches, total }) : ratio({ matches: matches + 1, total: total + 1 }),
    ),
  method3: (precisions) => geometric(precisions, (missing) => 1 / 2 ** missing),
  method4: (precisions, length) =>
    length > 1
      ? geometric(precisions, (missing) => 1 / ((2 ** missing * 5) / Math.log(length)))
      : precisions.map(ratio),
};

function ratio({ matches, total }: Precision): number {
  return matches / total;
}

/** Gives the first order without a match `matchesFor(1)`, the second `matchesFor(2)`, and so on. */
function geometric(
  precisions: readonly Precision[],
  matchesFor: (missing: number) => number,
): readonly number[] {
  let missing = 0;
  return precisions.map(({ matches, total }) =>
    ratio({ matches: matches === 0 ? matchesFor(++missing) : matches, total }),
  );
}
