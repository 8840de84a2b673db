/** A reward for people: at most four decimals, no trailing zeros beyond two; tiny values in exponents. */
export function formatReward(reward: number): string {
  if (!Number.isFinite(reward)) return String(reward);
  if (reward !== 0 && Math.abs(reward) < 0.00005) return reward.toExponential(1);
  return reward.toFixed(4).replace(/(\.\d\d\d*?)0+$/, "$1");
}
