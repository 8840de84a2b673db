import { lcsLength } from "./lcs";
import { countNgrams, overlap } from "./ngrams";

/**
 * ROUGE-n as rouge-score 0.1.2 computes its F-measure without a stemmer (facts.md "Metrics"): 0 where
 * either text has fewer than n tokens, even when both are equal.
 */
export function rougeN(input: string, reference: string, n: number): number {
  const candidate = rougeTokens(input);
  const target = rougeTokens(reference);
  const matches = overlap(countNgrams(candidate, n), countNgrams(target, n));
  return fMeasure(matches / ngramCount(candidate, n), matches / ngramCount(target, n));
}

/** ROUGE-L (longest common subsequence of tokens), F-measure, as rouge-score's `rougeL`. */
export function rougeL(input: string, reference: string): number {
  const candidate = rougeTokens(input);
  const target = rougeTokens(reference);
  if (candidate.length === 0 || target.length === 0) return 0;
  const common = lcsLength(target, candidate);
  return fMeasure(common / candidate.length, common / target.length);
}

/** rouge-score's tokens: lower-cased runs of a–z and 0–9; other scripts have none. */
export function rougeTokens(text: string): readonly string[] {
  return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}

function ngramCount(tokens: readonly string[], n: number): number {
  return Math.max(tokens.length - n + 1, 1);
}

function fMeasure(precision: number, recall: number): number {
  return precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0;
}
