import { t } from "@vscode/l10n";
/** A reward for people: at most four decimals, no trailing zeros beyond two; tiny values in exponents. */
export function formatReward(reward: number): string {
  if (!Number.isFinite(reward)) return String(reward);
  if (reward !== 0 && Math.abs(reward) < 0.00005) return reward.toExponential(1);
  return reward.toFixed(4).replace(/(\.\d\d\d*?)0+$/, "$1");
}

/** An end of a scale or a threshold: at most four decimals, as short as can be. */
export function formatBound(bound: number): string {
  return String(Number(bound.toFixed(4)));
}

/** A time for people: "3 ms", "1.2 s". */
export function formatSeconds(seconds: number): string {
  const milliseconds = seconds * 1000;
  if (milliseconds < 0.95) return "< 1 ms";
  return milliseconds < 999.5 ? `${milliseconds.toFixed(0)} ms` : `${seconds.toFixed(1)} s`;
}

const TOKENS: Readonly<Record<string, (count: number) => string>> = {
  prompt_tokens: (count) => t("{0} prompt", count),
  completion_tokens: (count) => t("{0} completion", count),
  cached_tokens: (count) => t("{0} cached", count),
};

/** Token counts of any shape that a service sends; undefined where there are none. */
export function formatTokens(usage: unknown): string | undefined {
  if (usage === null || usage === undefined) return undefined;
  if (typeof usage === "number") return String(usage);
  if (typeof usage !== "object" || !("total_tokens" in usage)) return JSON.stringify(usage);
  const parts = Object.entries(TOKENS).flatMap(([key, words]) => {
    const count = (usage as Readonly<Record<string, unknown>>)[key];
    return typeof count === "number" ? [words(count)] : [];
  });
  return `${String(usage.total_tokens)}${parts.length > 0 ? ` (${parts.join(", ")})` : ""}`;
}
