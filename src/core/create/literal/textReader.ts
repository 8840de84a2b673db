import { t } from "@vscode/l10n";
import { placeholder } from "../../grader/placeholders";
import { MAX_JSON_DEPTH } from "../../json/document";
import type { Json } from "../../json/value";
import { endOfExpression, gapName, type Extent } from "./gapText";
import { ComputedError, LiteralError } from "./literalError";
import type { Gap, Scope } from "./scope";
import { skipBlanks } from "./tokens";

/** Of what is skipped, as much as a value that is read costs. */
const CHARACTERS_A_VALUE = 40;

/** Where a reader stands in a text, and what it says of what it does not expect there. */
export abstract class TextReader {
  at = 0;
  protected depth = 0;

  constructor(
    readonly text: string,
    readonly scope: Scope,
  ) {}

  /** What a placeholder can stand for, where the scope takes some. */
  protected orGap(stopsAtPlus: boolean, read: () => Json): Json {
    const { gaps } = this.scope;
    const start = skipBlanks(this.text, this.at);
    const { depth } = this;
    const count = gaps?.length ?? 0;
    try {
      return read();
    } catch (error) {
      if (!gaps || !(error instanceof ComputedError)) throw error;
      this.depth = depth;
      gaps.length = count;
      this.at = endOfExpression(this.text, start, this.extent(stopsAtPlus));
      if (this.at <= start) throw error;
      // Code in code would be read over and over.
      const { budget } = this.scope;
      if (budget) budget.left -= Math.ceil((this.at - start) / CHARACTERS_A_VALUE);
      const name = error.label ?? gapName(this.text.slice(start, this.at));
      this.tell({ name, start, end: this.at, message: error.message });
      return placeholder(name);
    }
  }

  tell(gap: Gap): void {
    this.scope.gaps?.push(gap);
  }

  protected extent(stopsAtPlus: boolean): Extent {
    return { isLine: this.depth === 0, stopsAtPlus, dialect: this.scope.dialect };
  }

  nested<T>(read: () => T): T {
    if (++this.depth > MAX_JSON_DEPTH)
      throw new LiteralError(t("Nested deeper than {0} levels.", MAX_JSON_DEPTH), this.at);
    this.at++;
    const value = read();
    this.depth--;
    return value;
  }

  takes(symbol: string): boolean {
    if (!this.isNext(symbol)) return false;
    this.at = skipBlanks(this.text, this.at) + symbol.length;
    return true;
  }

  isNext(symbol: string): boolean {
    return this.text.startsWith(symbol, skipBlanks(this.text, this.at));
  }

  computed(what: string, offset: number, label?: string): ComputedError {
    const message = t("{0} is computed when the code runs. Put its value here.", what);
    return new ComputedError(message, offset, label);
  }

  unexpected(expected: string): LiteralError {
    const at = skipBlanks(this.text, this.at);
    const found = /^(?:\w+|[^])/.exec(this.text.slice(at, at + 30))?.[0];
    const message =
      found === undefined
        ? t("The text ends where {0} is expected.", expected)
        : t("{0} is expected here, not {1}.", expected, JSON.stringify(found));
    return new LiteralError(message, at);
  }
}
