import { t } from "@vscode/l10n";
import { type Interval, monotone } from "./interval";

/** One function of the formula language; evaluation, arity checks, completion and intervals read this. */
export interface FormulaFunction {
  readonly name: string;
  readonly parameters: readonly string[];
  /** Whether the last parameter may repeat. */
  readonly variadic: boolean;
  readonly description: string;
  call(...values: readonly number[]): number;
  interval(...values: readonly Interval[]): Interval;
}

/** The documented functions (facts.md "Formula"); `log` is natural. */
const TABLE: readonly FormulaFunction[] = [
  {
    name: "min",
    parameters: ["x", "y"],
    variadic: true,
    description: t("The smallest of two or more values."),
    call: (...values) => Math.min(...values),
    interval: (...values) => [
      Math.min(...values.map(([low]) => low)),
      Math.min(...values.map(([, high]) => high)),
    ],
  },
  {
    name: "max",
    parameters: ["x", "y"],
    variadic: true,
    description: t("The largest of two or more values."),
    call: (...values) => Math.max(...values),
    interval: (...values) => [
      Math.max(...values.map(([low]) => low)),
      Math.max(...values.map(([, high]) => high)),
    ],
  },
  {
    name: "abs",
    parameters: ["x"],
    variadic: false,
    description: t("The value without its sign."),
    call: (x = 0) => Math.abs(x),
    interval: ([low, high] = [0, 0]) => {
      const ends = [Math.abs(low), Math.abs(high)];
      return [low <= 0 && high >= 0 ? 0 : Math.min(...ends), Math.max(...ends)];
    },
  },
  unary("floor", t("The largest whole number that is not above the value."), Math.floor),
  unary("ceil", t("The smallest whole number that is not below the value."), Math.ceil),
  unary("exp", t("e to the power of the value."), Math.exp),
  unary("sqrt", t("The square root; of a negative value there is none."), Math.sqrt, 0),
  unary("log", t("The natural logarithm; of zero or less there is none."), Math.log, 0),
];

/** A rising function of one value, defined from `least` upwards. */
function unary(
  name: string,
  description: string,
  call: (x: number) => number,
  least = -Infinity,
): FormulaFunction {
  return {
    name,
    parameters: ["x"],
    variadic: false,
    description,
    call: (x = 0) => call(x),
    interval: ([low, high] = [0, 0]) => monotone(call, [Math.max(low, least), Math.max(high, least)]),
  };
}

export const FORMULA_FUNCTIONS: ReadonlyMap<string, FormulaFunction> = new Map(
  TABLE.map((entry) => [entry.name, entry]),
);
