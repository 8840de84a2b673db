/** A text that was taken out of another one, with the place of each of its units there. */
export interface MappedText {
  readonly text: string;
  /** The offset in the outer text of an offset in this one. */
  readonly toSource: (offset: number) => number;
}

/** Puts a text together unit by unit. */
export class TextMapper {
  private text = "";
  private readonly sources: number[] = [];

  /** Adds text that begins at an offset of the outer one; its units stand side by side there if `isVerbatim`. */
  add(text: string, offset: number, isVerbatim = false): void {
    for (let index = 0; index < text.length; index++) this.sources.push(offset + (isVerbatim ? index : 0));
    this.text += text;
  }

  done(end: number): MappedText {
    const { text, sources } = this;
    return { text, toSource: (offset) => sources[offset] ?? end };
  }
}
