/** Why a text can't be read as a literal; the offset counts UTF-16 units of the text. */
export class LiteralError extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}
