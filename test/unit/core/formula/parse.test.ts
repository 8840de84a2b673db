import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FormulaError, walk } from "../../../../src/core/formula/ast";
import { FORMULA_FUNCTIONS } from "../../../../src/core/formula/functions";
import { MAX_FORMULA_LENGTH } from "../../../../src/core/formula/lex";
import { MAX_FORMULA_DEPTH, MAX_FORMULA_OPERATORS, parseFormula } from "../../../../src/core/formula/parse";
import { formulaText } from "./formulaText";

function errorOf(text: string): FormulaError {
  try {
    parseFormula(text);
  } catch (error) {
    if (error instanceof FormulaError) return error;
    throw error;
  }
  throw new Error(`${text} was parsed`);
}

describe("a faulty formula", () => {
  it.each([
    ["", "", "The formula ends where a value is expected."],
    ["1 +", "+", "The formula ends where a value is expected."],
    ["a b", "b", '"b" is not expected here.'],
    ["2a", "a", '"a" is not expected here.'],
    ["1e", "e", '"e" is not expected here.'],
    ["1.2.3", ".3", '".3" is not expected here.'],
    ["1 + * 2", "*", '"*" is not expected here.'],
    ["(a + b", "(", "This parenthesis is not closed."],
    ["a + b)", ")", '")" is not expected here.'],
    ["min(a, b", "(", "This parenthesis is not closed."],
    ["min(a b)", "b", '"b" is not expected here.'],
    ["min(a,)", ")", '")" is not expected here.'],
    ["()", ")", '")" is not expected here.'],
    ["a ** 2", "**", 'Powers are written with "^", not "**".'],
    ["a > 0.5", ">", "no comparison or remainder"],
    ["a % 2", "%", "no comparison or remainder"],
    ["a if b else c", "if", '"if" is not expected here.'],
    ["{{a}} + 1", "{", "Templates are not expanded in formulas"],
    ["a + 'b'", "'", "\"'\" can't stand in a formula."],
    ["a + 😀", "😀", '"😀" can\'t stand in a formula.'],
    ["a, b", ",", '"," is not expected here.'],
    ["exact-match +", "+", "The formula ends where a value is expected."],
  ])("%j is faulty at %j", (text, place, message) => {
    const { code, span, message: actual } = errorOf(text);
    expect(code).toBe("formula-syntax");
    expect(text.slice(span.start, span.end)).toBe(place);
    expect(actual).toContain(message);
  });

  it.each([
    ["round(a)", "round", 'Formulas have no function "round". Formulas have min, max, abs'],
    ["pow(a, 2)", "pow", "Formulas have"],
    ["1 + mim(a, b)", "mim", "Did you mean min?"],
    ["Max(a, b)", "Max", "Did you mean max?"],
    ["a(1)", "a", "Formulas have"],
    ["constructor(1)", "constructor", "Formulas have"],
  ])("%j names the unknown function", (text, place, message) => {
    const error = errorOf(text);
    expect(error.code).toBe("formula-unknown-function");
    expect(text.slice(error.span.start, error.span.end)).toBe(place);
    expect(error.message).toContain(message);
  });

  it.each([...FORMULA_FUNCTIONS.values()].map((entry) => ({ ...entry, needs: entry.parameters.length })))(
    "calls $name with too few or too many values",
    ({ name, needs, variadic }) => {
      const call = (count: number) => `${name}(${Array.from({ length: count }, () => "a").join(", ")})`;
      const wrong = [0, needs - 1, ...(variadic ? [] : [needs + 1])];
      for (const count of wrong) {
        const text = `1 + ${call(count)}`;
        const { code, span, message } = errorOf(text);
        expect(code).toBe("formula-arity");
        expect(text.slice(span.start, span.end)).toBe(call(count));
        expect(message).toContain(`it gets ${count}.`);
      }
      expect(() => parseFormula(call(needs))).not.toThrow();
      if (variadic) expect(() => parseFormula(call(needs + 3))).not.toThrow();
    },
  );

  it.each([
    ["parentheses", `${"(".repeat(100_000)}1`],
    ["few closed parentheses", `${"(".repeat(MAX_FORMULA_DEPTH + 1)}1${")".repeat(MAX_FORMULA_DEPTH + 1)}`],
    ["signs", `${"-".repeat(5000)}1`],
    ["powers", `${"2^".repeat(5000)}1`],
    ["calls", `${"abs(".repeat(3000)}1${")".repeat(3000)}`],
    ["sums", `1${"+1".repeat(MAX_FORMULA_OPERATORS + 1)}`],
    ["characters", "1".repeat(MAX_FORMULA_LENGTH + 1)],
  ])("with too many %s is refused before the stack ends", (_, text) => {
    expect(errorOf(text).code).toBe("formula-limit");
  });
});

describe("a formula", () => {
  it("is taken up to its limits", () => {
    expect(() => parseFormula(`1${"+1".repeat(MAX_FORMULA_OPERATORS)}`)).not.toThrow();
    const depth = MAX_FORMULA_DEPTH - 1;
    expect(() => parseFormula(`${"(".repeat(depth)}1${")".repeat(depth)}`)).not.toThrow();
  });

  it("has parts whose places hold just their own text", () => {
    fc.assert(
      fc.property(formulaText, (text) => {
        for (const part of walk(parseFormula(text))) {
          const own = text.slice(part.start, part.end);
          expect(own).toBe(own.trim());
          if (part.kind === "number") expect(Number(own)).toBe(part.value);
          if (part.kind === "variable") expect(own).toBe(part.name);
          if (part.kind === "call")
            expect(text.slice(part.nameSpan.start, part.nameSpan.end)).toBe(part.name);
          if (part.kind === "group") expect(own).toMatch(/^\([^]*\)$/);
          if (part.kind === "binary") {
            expect(text.slice(part.operatorSpan.start, part.operatorSpan.end)).toBe(part.operator);
          }
        }
      }),
    );
  });

  it.each(["a\t*\nb", "a*b", " a * b ", "+a * b"])("may be written as %j", (text) => {
    const [root] = walk(parseFormula(text));
    expect(root).toMatchObject({ kind: "binary", operator: "*" });
  });
});
