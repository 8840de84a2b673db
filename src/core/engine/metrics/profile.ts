import { nltkWordTokens } from "./nltkTokens";
import { splitOnSpace } from "./pythonText";

/** How BLEU, GLEU and METEOR cut texts into tokens: NLTK's word tokenizer, or at white space. */
export const TOKENIZERS = ["nltk-word", "split"] as const;
export type Tokenizer = (typeof TOKENIZERS)[number];

/** BLEU's smoothing, by the names of NLTK's `SmoothingFunction`. */
export const SMOOTHINGS = ["method4", "method1", "method2", "method3", "none"] as const;
export type Smoothing = (typeof SMOOTHINGS)[number];

/** What the hosted service does not publish of its text metrics (grader-semantics.md 10). */
export interface MetricsProfile {
  readonly tokenizer: Tokenizer;
  readonly smoothing: Smoothing;
}

export const DEFAULT_METRICS_PROFILE: MetricsProfile = { tokenizer: "nltk-word", smoothing: "method4" };

const TOKENS: Readonly<Record<Tokenizer, (text: string) => readonly string[]>> = {
  "nltk-word": nltkWordTokens,
  split: splitOnSpace,
};

export function tokenize(text: string, tokenizer: Tokenizer): readonly string[] {
  return TOKENS[tokenizer](text);
}
