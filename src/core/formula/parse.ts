import { t } from "@vscode/l10n";
import { closest } from "../json/closest";
import { FormulaError, type BinaryOperator, type Expression, type Span } from "./ast";
import { FORMULA_FUNCTIONS, type FormulaFunction } from "./functions";
import { lexFormula, type Token } from "./lex";

/** Nesting that no formula of people reaches; keeps the recursive parser off the stack's end. */
export const MAX_FORMULA_DEPTH = 200;

/** Operators in one formula: evaluation follows them down the tree. */
export const MAX_FORMULA_OPERATORS = 2_000;

/**
 * How strongly `^` binds, which is not public (facts.md "Formula"). `mathematical`: strongest, to the
 * right, above unary minus. `python`: weakest, to the left, as in Python's own syntax tree, should the service
 * evaluate through that. The lint asks for parentheses wherever the two differ.
 */
export type PowerReading = "mathematical" | "python";

/**
 * Parses `calculate_output`.
 *
 * @throws FormulaError with the place of what is wrong
 */
export function parseFormula(text: string, powers: PowerReading = "mathematical"): Expression {
  return new Parser(lexFormula(text), powers).parse();
}

class Parser {
  private at = 0;
  private depth = 0;
  private operators = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly powers: PowerReading,
  ) {}

  parse(): Expression {
    const expression = this.expression();
    const rest = this.peek();
    if (rest.kind !== "end") throw unexpected(rest);
    return expression;
  }

  private expression(): Expression {
    if (this.powers === "mathematical") return this.sum();
    return this.leftAssociative(["^"], () => this.sum());
  }

  private sum(): Expression {
    return this.leftAssociative(["+", "-"], () => this.product());
  }

  private product(): Expression {
    return this.leftAssociative(["*", "/"], () => this.unary());
  }

  private leftAssociative(operators: readonly BinaryOperator[], operand: () => Expression): Expression {
    let left = operand();
    for (;;) {
      const operator = operators.find((symbol) => this.isSymbol(symbol));
      if (operator === undefined) return left;
      const token = this.next();
      if (++this.operators > MAX_FORMULA_OPERATORS) {
        throw new FormulaError(
          "formula-limit",
          t("A formula may have {0} operators.", MAX_FORMULA_OPERATORS),
          token,
        );
      }
      left = binary(operator, token, left, operand());
    }
  }

  private unary(): Expression {
    this.depth++;
    if (this.depth > MAX_FORMULA_DEPTH) {
      throw new FormulaError(
        "formula-limit",
        t("A formula may nest {0} levels.", MAX_FORMULA_DEPTH),
        this.peek(),
      );
    }
    try {
      if (this.isSymbol("+")) {
        this.next();
        return this.unary();
      }
      if (!this.isSymbol("-")) return this.power();
      const { start } = this.next();
      const operand = this.unary();
      return { kind: "negate", operand, start, end: operand.end };
    } finally {
      this.depth--;
    }
  }

  private power(): Expression {
    const base = this.atom();
    if (this.powers === "python" || !this.isSymbol("^")) return base;
    return binary("^", this.next(), base, this.unary());
  }

  private atom(): Expression {
    const token = this.next();
    if (token.kind === "number")
      return { kind: "number", value: Number(token.text), start: token.start, end: token.end };
    if (token.kind === "name") {
      if (this.isSymbol("(")) return this.call(token);
      return { kind: "variable", name: token.text, start: token.start, end: token.end };
    }
    if (token.kind !== "symbol" || token.text !== "(") throw unexpected(token);
    const inner = this.expression();
    const { end } = this.expect(")", token);
    return { kind: "group", inner, start: token.start, end };
  }

  private call(name: Token): Expression {
    const called = FORMULA_FUNCTIONS.get(name.text);
    if (called === undefined) throw unknownFunction(name);
    const open = this.next();
    const args: Expression[] = [];
    if (!this.isSymbol(")")) {
      args.push(this.expression());
      while (this.isSymbol(",")) {
        this.next();
        args.push(this.expression());
      }
    }
    const { end } = this.expect(")", open);
    checkArity(called, args.length, { start: name.start, end });
    return {
      kind: "call",
      name: name.text,
      nameSpan: { start: name.start, end: name.end },
      args,
      start: name.start,
      end,
    };
  }

  private peek(): Token {
    const token = this.tokens[this.at];
    if (token === undefined) throw new Error("the lexer ends every formula with an end token");
    return token;
  }

  private next(): Token {
    const token = this.peek();
    if (token.kind !== "end") this.at++;
    return token;
  }

  private isSymbol(text: string): boolean {
    const token = this.peek();
    return token.kind === "symbol" && token.text === text;
  }

  private expect(text: string, open: Token): Token {
    if (this.isSymbol(text)) return this.next();
    const token = this.peek();
    if (token.kind === "end")
      throw new FormulaError("formula-syntax", t("This parenthesis is not closed."), open);
    throw unexpected(token);
  }
}

function binary(operator: BinaryOperator, token: Token, left: Expression, right: Expression): Expression {
  const operatorSpan = { start: token.start, end: token.end };
  return { kind: "binary", operator, left, right, operatorSpan, start: left.start, end: right.end };
}

function unexpected(token: Token): FormulaError {
  if (token.kind !== "end")
    return new FormulaError("formula-syntax", t('"{0}" is not expected here.', token.text), token);
  const message = t("The formula ends where a value is expected.");
  return new FormulaError("formula-syntax", message, { start: Math.max(token.start - 1, 0), end: token.end });
}

function unknownFunction(name: Token): FormulaError {
  const names = [...FORMULA_FUNCTIONS.keys()];
  const near = closest(name.text, names);
  const hint = near === undefined ? t("Formulas have {0}.", names.join(", ")) : t("Did you mean {0}?", near);
  return new FormulaError(
    "formula-unknown-function",
    `${t('Formulas have no function "{0}".', name.text)} ${hint}`,
    name,
  );
}

function checkArity({ name, parameters, variadic }: FormulaFunction, given: number, span: Span): void {
  const fits = variadic ? given >= parameters.length : given === parameters.length;
  if (fits) return;
  const wanted = parameters.length;
  const message = variadic
    ? t("{0} takes {1} or more values; here it gets {2}.", name, wanted, given)
    : wanted === 1
      ? t("{0} takes 1 value; here it gets {1}.", name, given)
      : t("{0} takes {1} values; here it gets {2}.", name, wanted, given);
  throw new FormulaError("formula-arity", message, span);
}
