/** How BLEU, GLEU and METEOR cut texts into tokens: NLTK's word tokenizer, or at white space. */
export const TOKENIZERS = ["nltk-word", "split"] as const;
export type Tokenizer = (typeof TOKENIZERS)[number];

/** BLEU's smoothing, by the names of NLTK's `SmoothingFunction`. */
export const SMOOTHINGS = ["method4", "method1", "method2", "method3", "none"] as const;
export type Smoothing = (typeof SMOOTHINGS)[number];

/** What the hosted service does not publish of its text metrics (facts.md "Open questions"). */
export interface MetricsProfile {
  readonly tokenizer: Tokenizer;
  readonly smoothing: Smoothing;
}

export const DEFAULT_METRICS_PROFILE: MetricsProfile = { tokenizer: "nltk-word", smoothing: "method4" };

/** The profile of a setting's value; what it leaves out, or names wrongly, is the default's. */
export function readMetricsProfile(value: unknown): MetricsProfile {
  const given = typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  return {
    tokenizer: TOKENIZERS.find((name) => name === given.tokenizer) ?? DEFAULT_METRICS_PROFILE.tokenizer,
    smoothing: SMOOTHINGS.find((name) => name === given.smoothing) ?? DEFAULT_METRICS_PROFILE.smoothing,
  };
}
