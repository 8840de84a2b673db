import { t } from "@vscode/l10n";

/** A record of a CSV file, or why there is none; places count in the text that was read. */
export interface CsvRecord {
  /** One-based line where it begins. */
  readonly line: number;
  /** The offset of its first character, and of what ends it. */
  readonly start: number;
  readonly end: number;
  /** Null where nothing stands between two separators; `""` is an empty text. */
  readonly cells: readonly (string | null)[];
  /** What is wrong with it; then `cells` are those before. */
  readonly fault?: string;
}

/** A longer record is taken for a quote that was never closed, so that it takes the rest of no file with it. */
const LONGEST_RECORD = 16 * 1024 * 1024;

/**
 * Reads records of separated values (RFC 4180) from a text that comes in pieces. Own code, for what libraries do not
 * give: a record that can't be read costs its own line only, also where a quote is never closed; the difference
 * between an empty cell and an empty text; records whose lines and offsets are known.
 */
export class CsvReader {
  private text = "";
  /** Offset and one-based line of `text`. */
  private offset = 0;
  private line = 1;

  constructor(
    private readonly separator: string,
    private readonly longest = LONGEST_RECORD,
  ) {}

  /** The records that end in what has come so far. */
  *add(text: string): Generator<CsvRecord> {
    this.text += text;
    yield* this.read(false);
  }

  /** What is left when no more comes. */
  *end(): Generator<CsvRecord> {
    yield* this.read(true);
    this.text = "";
  }

  private *read(isEnd: boolean): Generator<CsvRecord> {
    let at = 0;
    while (at < this.text.length) {
      const scan = scanRecord(this.text, at, this.separator, isEnd);
      if (!scan && !isEnd && this.text.length - at < this.longest) break;
      const found = scan ?? this.unclosed(at, isEnd);
      if (!found) break;
      const { next, cells, end, fault } = found;
      const isBlank = fault === undefined && cells.length === 1 && cells[0] === null;
      const { line } = this;
      this.line += lineEnds(this.text, at, next);
      const place = { line, start: this.offset + at, end: this.offset + end };
      at = next;
      if (!isBlank) yield { ...place, cells, ...(fault !== undefined && { fault }) };
    }
    this.offset += at;
    this.text = this.text.slice(at);
  }

  /** A quote that nothing closes: its line is lost, and what follows is read by itself. */
  private unclosed(at: number, isEnd: boolean): Scan | undefined {
    const line = lineEnd(this.text, at, isEnd);
    return line && { cells: [], ...line, fault: t("a quote is opened in it and never closed.") };
  }
}

interface Scan {
  readonly cells: readonly (string | null)[];
  /** Where its line ends, and where the next record begins. */
  readonly end: number;
  readonly next: number;
  readonly fault?: string;
}

const QUOTE = '"';
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** One record from `at`; undefined where the text ends within it and may go on, or within a quote. */
function scanRecord(text: string, at: number, separator: string, isEnd: boolean): Scan | undefined {
  const cells: (string | null)[] = [];
  for (let from = at; ;) {
    const cell = text[from] === QUOTE ? quotedCell(text, from) : plainCell(text, from, separator);
    if (cell === undefined) return undefined;
    const { value, end } = cell;
    cells.push(value);
    // A text may go on where it ends now, and a carriage return may be followed by a line feed.
    if (end >= text.length) return isEnd ? { cells, end: text.length, next: text.length } : undefined;
    if (text[end] === separator) {
      from = end + 1;
      continue;
    }
    const next = behindLineEnd(text, end);
    if (next === undefined) return strayQuote(text, at, cells, isEnd);
    return isCut(text, end, next, isEnd) ? undefined : { cells, end, next };
  }
}

interface Cell {
  readonly value: string | null;
  /** Where the separator, the line's end or the text's end stands. */
  readonly end: number;
}

function plainCell(text: string, from: number, separator: string): Cell {
  const separating = separator.charCodeAt(0);
  let end = from;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === separating || code === LINE_FEED || code === CARRIAGE_RETURN) break;
  }
  return { value: end === from ? null : text.slice(from, end), end };
}

/** Undefined where the quote is not closed. */
function quotedCell(text: string, from: number): Cell | undefined {
  let value = "";
  for (let start = from + 1; ;) {
    const quote = text.indexOf(QUOTE, start);
    if (quote < 0) return undefined;
    value += text.slice(start, quote);
    if (text[quote + 1] !== QUOTE) return { value, end: quote + 1 };
    value += QUOTE;
    start = quote + 2;
  }
}

/** What stands behind a closing quote belongs to nothing: the line is lost. */
function strayQuote(
  text: string,
  at: number,
  cells: readonly (string | null)[],
  isEnd: boolean,
): Scan | undefined {
  const line = lineEnd(text, at, isEnd);
  const fault = t(
    "there is text behind a closing quote in field {0}. Inside quotes, a quote is written twice.",
    cells.length,
  );
  return line && { cells, ...line, fault };
}

/** Of the line at a place; undefined where the text may go on before it. */
function lineEnd(text: string, at: number, isEnd: boolean): Pick<Scan, "end" | "next"> | undefined {
  for (let end = at; end < text.length; end++) {
    const next = behindLineEnd(text, end);
    if (next !== undefined) return isCut(text, end, next, isEnd) ? undefined : { end, next };
  }
  return isEnd ? { end: text.length, next: text.length } : undefined;
}

/** Undefined where no line ends at this place. */
function behindLineEnd(text: string, at: number): number | undefined {
  const code = text.charCodeAt(at);
  if (code === LINE_FEED) return at + 1;
  if (code !== CARRIAGE_RETURN) return undefined;
  return text.charCodeAt(at + 1) === LINE_FEED ? at + 2 : at + 1;
}

/** Whether a line feed may still follow. */
function isCut(text: string, end: number, next: number, isEnd: boolean): boolean {
  return !isEnd && next >= text.length && text.charCodeAt(end) === CARRIAGE_RETURN;
}

function lineEnds(text: string, start: number, stop: number): number {
  let count = 0;
  for (let at = start; at < stop;) {
    const next = behindLineEnd(text, at);
    if (next !== undefined) count++;
    at = next ?? at + 1;
  }
  return count;
}
