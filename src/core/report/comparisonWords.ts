import { t } from "@vscode/l10n";
import type { Comparison } from "../runs/comparison";
import { formatReward } from "./numbers";

/** "3 of 40 rows changed, mean 0.62 → 0.71"; errored rows apart; undefined where nothing has changed. */
export function comparisonWords(comparison: Comparison): string | undefined {
  const { rows, changed, newlyErrored, noLongerErrored, means } = comparison;
  const words = [
    ...(changed > 0 ? [t("{0} of {1} rows changed", changed, rows)] : []),
    ...(changed > 0 && means
      ? [t("mean {0} → {1}", formatReward(means.before), formatReward(means.after))]
      : []),
    ...(newlyErrored > 0 ? [t("{0} of {1} rows newly errored", newlyErrored, rows)] : []),
    ...(noLongerErrored > 0 ? [t("{0} of {1} rows no longer errored", noLongerErrored, rows)] : []),
  ];
  return words.length > 0 ? words.join(", ") : undefined;
}
