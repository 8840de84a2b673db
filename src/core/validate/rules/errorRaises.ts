import { t } from "@vscode/l10n";
import { partIntervals } from "../../formula/bounds";
import type { Interval } from "../../formula/interval";
import { formulaSlope } from "../../formula/slope";
import { FORMULA_PATH, formulaIn, problemInFormula, variablesOf, type Variable } from "../formulaIn";
import type { Problem } from "../problem";
import { countedAsError, subRewardIntervals } from "../rewardInterval";
import { problemAt, type Rule, type RuleContext } from "../rule";

/** Occurrences of a key that are looked at for the one to mark; people write fewer. */
const MOST_LOOKED_AT = 20;

/**
 * A sub-grader that errors counts as 0, or as `invalid_grade` (facts.md "Multi"). Where the formula falls
 * with its reward (`1 - hallucination`), the error earns the best reward, and training learns to cause it.
 */
export const checkErrorRaisesReward: Rule = (context) => {
  const { document } = context;
  const formula = formulaIn(document)?.expression;
  if (!formula) return [];
  const counted = countedAsError(document);
  const intervals = subRewardIntervals(document);
  const intervalOf = partIntervals(formula, intervals);
  const variables = variablesOf(formula);
  return [...intervals].flatMap(([key, interval]) => {
    const own = variables.filter(({ name }) => name === key);
    const direction = directionOf(formulaSlope(formula, intervalOf, own));
    if (direction === undefined || !isBest(counted, interval, direction)) return [];
    const place = own.slice(0, MOST_LOOKED_AT).find((one) => {
      return directionOf(formulaSlope(formula, intervalOf, [one])) === direction;
    });
    return [finding(context, place ?? own[0], { key, counted, direction })];
  });
};

type Direction = "rises" | "falls";

function directionOf([low, high]: Interval): Direction | undefined {
  if (high <= 0 && low < 0) return "falls";
  return low >= 0 && high > 0 ? "rises" : undefined;
}

/** Whether no scored reward would serve the formula better than what an error counts as. */
function isBest(counted: number, [low, high]: Interval, direction: Direction): boolean {
  return direction === "falls" ? counted <= low : counted >= high;
}

function finding(
  context: RuleContext,
  place: Variable | undefined,
  { key, counted, direction }: { key: string; counted: number; direction: Direction },
): Problem {
  const name = counted === 0 ? "0" : `invalid_grade ${counted}`;
  const message =
    direction === "falls"
      ? t(
          'An error raises the reward: the formula falls with "{0}", and when "{0}" errors it counts as {1}, the best value it can have. Let "{0}" reward what is good and write it without the minus, or set invalid_grade to its highest reward.',
          key,
          name,
        )
      : t(
          'An error raises the reward: the formula rises with "{0}", and when "{0}" errors it counts as {1}, the best value it can have. Set invalid_grade to the lowest reward.',
          key,
          name,
        );
  const finding = { code: "error-raises-reward", message } as const;
  return place ? problemInFormula(context, place, finding) : problemAt(context, FORMULA_PATH, finding);
}
