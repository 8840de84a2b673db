import fc from "fast-check";

/** The sub-rewards that generated formulas use. */
export const VARIABLES = ["a", "b", "c"] as const;

const atom = fc.oneof(
  fc.constantFrom(...VARIABLES),
  fc.constantFrom("0", "1", "2", "3", "0.5", ".25", "10", "1e-3", "2.5E+1"),
);

const blank = fc.constantFrom("", "", " ", "\n");

/** Formulas as people write them: operators side by side, parentheses here and there. */
export const formulaText: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    atom,
    fc
      .tuple(tie("value"), blank, fc.constantFrom("+", "-", "*", "/", "^"), tie("value"))
      .map(([left, space, operator, right]) => `${left}${space}${operator}${space}${right}`),
    fc.tuple(fc.constantFrom("-", "+", "-"), tie("value")).map(([sign, operand]) => `${sign}${operand}`),
    tie("value").map((inner) => `(${inner})`),
    fc
      .tuple(fc.constantFrom("abs", "floor", "ceil", "exp", "sqrt", "log"), tie("value"))
      .map(([name, argument]) => `${name}(${argument})`),
    fc
      .tuple(fc.constantFrom("min", "max"), fc.array(tie("value"), { minLength: 2, maxLength: 3 }))
      .map(([name, args]) => `${name}(${args.join(", ")})`),
  ),
})).value;
