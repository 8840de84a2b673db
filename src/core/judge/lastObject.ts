import { MAX_JSON_DEPTH } from "../json/document";

/** Where a JSON object stands in a text. */
interface Place {
  readonly start: number;
  readonly end: number;
}

/**
 * The last JSON object in a text of any kind that has a certain key itself; what stands within another whole
 * object does not count.
 *
 * Each `{` is tried unless it was read already, as code of an attempt or within an object. So each character is
 * read at most twice: attempts that overlap read by turns as code what the other reads as string, and where they
 * would not, the later one is left out.
 */
export function lastObjectWith(key: string, text: string, from: number): string | undefined {
  const done = new Uint8Array(text.length);
  let last: Place | undefined;
  let at = nextObject(text, from);
  while (at >= 0) {
    let next = at + 1;
    if (done[at] === 0) {
      const attempt = new Attempt(text, at, JSON.stringify(key), done);
      if (attempt.read()) next = attempt.at;
      const found = attempt.objects.at(-1);
      if (found && found.start > (last?.start ?? -1)) last = found;
    }
    at = nextObject(text, next);
  }
  return last && text.slice(last.start, last.end);
}

/** Where an object may begin: most braces are told apart by what stands behind them. */
function nextObject(text: string, from: number): number {
  BEGINNING.lastIndex = from;
  return BEGINNING.exec(text)?.index ?? -1;
}

const BEGINNING = /\{(?=["}\s])/g;

/** What may come next. */
type Expected = "value" | "value or ]" | "key" | "key or }" | ":" | ", or end";

interface Open {
  readonly start: number;
  readonly isObject: boolean;
  hasKey: boolean;
}

const OTHER_VALUE = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y;

/** One reading of strict JSON from a `{` on: to the object's end, or to what is no JSON. No recursion: a text may nest deep. */
class Attempt {
  /** Where it has come to. */
  at: number;
  /** The outermost of the whole objects that have the key. */
  readonly objects: Place[] = [];
  private readonly open: Open[] = [];
  /** Places of `{` in strings. */
  private readonly quoted: number[] = [];
  private expected: Expected = "value";

  constructor(
    private readonly text: string,
    start: number,
    private readonly keyText: string,
    private readonly done: Uint8Array,
  ) {
    this.at = start;
  }

  /** @returns whether the object is whole */
  read(): boolean {
    do {
      this.skipBlanks();
      if (!this.step(this.text.charAt(this.at))) return false;
    } while (this.open.length > 0);
    return true;
  }

  private skipBlanks(): void {
    while (BLANKS.has(this.text.charCodeAt(this.at))) this.at++;
  }

  private step(character: string): boolean {
    switch (character) {
      case "{":
      case "[":
        return this.takesValue() && this.begin(character === "{");
      case "}":
        return this.isNext("key or }", ", or end") && this.end(true);
      case "]":
        return this.isNext("value or ]", ", or end") && this.end(false);
      case ":":
        return this.isNext(":") && this.goOn("value");
      case ",":
        return this.isNext(", or end") && this.goOn(this.open.at(-1)?.isObject ? "key" : "value");
      case '"':
        return this.string();
      default:
        return this.takesValue() && this.otherValue();
    }
  }

  private isNext(...expected: readonly Expected[]): boolean {
    return expected.includes(this.expected);
  }

  private takesValue(): boolean {
    return this.isNext("value", "value or ]");
  }

  private goOn(expected: Expected): boolean {
    this.at++;
    this.expected = expected;
    return true;
  }

  private begin(isObject: boolean): boolean {
    if (this.open.length === MAX_JSON_DEPTH) return false;
    if (isObject) this.done[this.at] = 1;
    this.open.push({ start: this.at, isObject, hasKey: false });
    return this.goOn(isObject ? "key or }" : "value or ]");
  }

  private end(isObject: boolean): boolean {
    const opened = this.open.pop();
    if (opened?.isObject !== isObject) return false;
    this.goOn(", or end");
    if (isObject) this.close(opened);
    return true;
  }

  /** What is within it is no longer looked for. */
  private close({ start, hasKey }: Open): void {
    while ((this.objects.at(-1)?.start ?? -1) > start) this.objects.pop();
    if (hasKey) this.objects.push({ start, end: this.at });
    while ((this.quoted.at(-1) ?? -1) > start) this.done[this.quoted.pop() ?? 0] = 1;
  }

  private string(): boolean {
    const start = this.at;
    const isKey = this.isNext("key", "key or }");
    if (!(isKey || this.takesValue()) || !this.readString()) return false;
    const opened = this.open.at(-1);
    if (isKey && opened && this.text.startsWith(this.keyText, start)) opened.hasKey = true;
    this.expected = isKey ? ":" : ", or end";
    return true;
  }

  private readString(): boolean {
    for (this.at++; this.at < this.text.length; this.at++) {
      const character = this.text.charCodeAt(this.at);
      if (character === QUOTE) {
        this.at++;
        return true;
      }
      if (character < SPACE) return false;
      if (character === BRACE) this.quoted.push(this.at);
      if (character === BACKSLASH && !this.readEscape()) return false;
    }
    return false;
  }

  private readEscape(): boolean {
    ESCAPE.lastIndex = this.at;
    const escape = ESCAPE.exec(this.text)?.[0];
    this.at += (escape?.length ?? 1) - 1;
    return escape !== undefined;
  }

  private otherValue(): boolean {
    OTHER_VALUE.lastIndex = this.at;
    const value = OTHER_VALUE.exec(this.text)?.[0];
    if (value === undefined) return false;
    this.at += value.length;
    this.expected = ", or end";
    return true;
  }
}

const BLANKS: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);
const QUOTE = 0x22;
const SPACE = 0x20;
const BRACE = 0x7b;
const BACKSLASH = 0x5c;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;
