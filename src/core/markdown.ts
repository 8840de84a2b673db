import { shorten } from "./shorten";
import { visibleLine, visibleLines } from "./visible";

const MOST_CHARACTERS = 600;

/**
 * Whatever may be markup: all of ASCII's punctuation but what never is by itself, and but what is plain where it
 * stands, so that the source stays readable: a dot or colon that ends a word, a decimal point, the hyphen of a word
 * or a number, a sign between blanks, a parenthesis that closes no list's number.
 */
const LIVE =
  /(?!(?<=[\p{L}\d]):(?=\s)|(?<=\p{L})\.(?=\s)|(?<=\d)\.(?=\d)|(?<!-)-(?=[\p{L}\d])|(?<=\D\d*)\)|(?<=\s)=(?=\s)|[,;'"?/%(])[!-/:-@[-`{-~]/gu;

/**
 * Markdown that is safe to show. It is made here only: of texts that may be anybody's, which stay texts, and of our
 * schemas' descriptions. No image, link, icon or HTML comes of a grader, a sample or an answer.
 */
export class Markdown {
  private constructor(readonly source: string) {}

  /** A text that shows as itself, on one line. */
  static text(text: string): Markdown {
    return new Markdown(escaped(oneLine(text)));
  }

  /** A sentence with Markdown in the places of `{0}`, `{1}` … */
  static sentence(sentence: string, ...pieces: readonly Markdown[]): Markdown {
    const parts = sentence
      .split(/\{(\d)\}/)
      .map((part, index) =>
        index % 2 === 0 ? escaped(visibleLine(part)) : (pieces[Number(part)]?.source ?? ""),
      );
    return new Markdown(parts.reduce(glued, ""));
  }

  /** Beside each other; what is empty is left out. */
  static words(pieces: readonly Markdown[], between = " "): Markdown {
    return new Markdown(sources(pieces).join(escaped(between)));
  }

  /** Code within a line. */
  static code(text: string): Markdown {
    const line = oneLine(text);
    const ticks = "`".repeat(longestRun(line) + 1);
    const pad = line === "" || line.startsWith("`") || line.endsWith("`") ? " " : "";
    return new Markdown(`${ticks}${pad}${line}${pad}${ticks}`);
  }

  /** A fenced block of any text, cut where it is long. */
  static block(text: string, { language = "", most = MOST_CHARACTERS } = {}): Markdown {
    const shown = visibleLines(shorten(text, most));
    const fence = "`".repeat(Math.max(longestRun(shown) + 1, 3));
    return new Markdown(`${fence}${language}\n${shown}\n${fence}`);
  }

  static strong(text: string): Markdown {
    const line = escaped(oneLine(text));
    return new Markdown(line === "" ? "" : `**${line}**`);
  }

  static heading(text: string): Markdown {
    return new Markdown(`### ${escaped(oneLine(text))}`);
  }

  static list(items: readonly Markdown[]): Markdown {
    return new Markdown(items.map(({ source }) => `- ${source}`).join("\n"));
  }

  /** A table of texts; its third column is of numbers. */
  static table(head: readonly string[], rows: readonly (readonly string[])[]): Markdown {
    const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
    const texts = (cells: readonly string[]) => line(cells.map((cell) => escaped(oneLine(cell))));
    const rule = line(head.map((_, column) => (column === NUMBERS ? "---:" : "---")));
    return new Markdown([texts(head), rule, ...rows.map(texts)].join("\n"));
  }

  /** One below the other; what is empty is left out. */
  static paragraphs(...blocks: readonly Markdown[]): Markdown {
    return new Markdown(sources(blocks).join("\n\n"));
  }

  /** What a schema of ours says of a field. */
  static ofSchema({ markdownDescription = "" }: { readonly markdownDescription?: string }): Markdown {
    return new Markdown(markdownDescription);
  }
}

const NUMBERS = 2;

function sources(pieces: readonly Markdown[]): readonly string[] {
  return pieces.flatMap(({ source }) => (source === "" ? [] : [source]));
}

/** Ticks of two pieces of code must not become one run. */
function glued(before: string, piece: string): string {
  return before + (before.endsWith("`") && piece.startsWith("`") ? " " : "") + piece;
}

function escaped(text: string): string {
  return text.replace(LIVE, "\\$&");
}

function oneLine(text: string): string {
  return visibleLine(text.replace(/\s+/g, " ").trim());
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
}
