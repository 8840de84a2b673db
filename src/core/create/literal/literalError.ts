/** Why a text can't be read as a literal; the offset counts UTF-16 units of the text. */
export class LiteralError extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

/** A value that only running the code tells: a placeholder can stand for it, and the rest be read. */
export class ComputedError extends LiteralError {
  constructor(
    message: string,
    offset: number,
    /** What the placeholder is best called, where the code's first name would not say it. */
    readonly label?: string,
  ) {
    super(message, offset);
  }
}
