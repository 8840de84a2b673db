/** A text as it reads once its escapes are undone. */
export interface View {
  readonly text: string;
  /** The place in the text that was escaped. */
  readonly range: (start: number, end: number) => readonly [start: number, end: number];
}

/** Escapes in escapes, such as a web address in JSON in JSON. */
const DEEPEST = 4;

/** The text as it is, with one layer of escapes undone, with two, …, and last without blanks and line breaks. */
export function* viewsOf(text: string): Generator<View> {
  let view: View = { text, range: (start, end) => [start, end] };
  yield view;
  for (let depth = 0; depth < DEEPEST; depth++) {
    const next = rewritten(view, new EscapeReader());
    if (!next) break;
    view = next;
    yield view;
  }
  const joined = rewritten(view, BLANKS);
  if (joined) yield joined;
}

/** The view with what `reader` finds replaced by what it stands for; undefined where it finds nothing. */
function rewritten({ text, range }: View, reader: Reader): View | undefined {
  const first = firstFound(text, reader);
  if (first === text.length) return undefined;
  const units = new Uint16Array(text.length);
  const stretches = new Stretches();
  let length = 0;
  for (let at = 0; at < text.length;) {
    const end = at < first ? at : reader.end(text, at);
    if (end === at) units[length++] = text.charCodeAt(at);
    else if (!reader.drops) units[length++] = reader.unit;
    if (end > at) stretches.add(length, end);
    at = Math.max(end, at + 1);
  }
  return {
    text: UTF16.decode(new Uint8Array(units.buffer, 0, 2 * length)),
    range: (start, end) => {
      const last = stretches.origin(end - 1);
      return range(stretches.origin(start), reader.drops ? last + 1 : stretches.origin(end));
    },
  };
}

function firstFound(text: string, reader: Reader): number {
  let at = 0;
  while (at < text.length && reader.end(text, at) === at) at++;
  return at;
}

/** Gives each unit a character, also half a pair, so that places fit. */
const UTF16 = new TextDecoder("utf-16le", { ignoreBOM: true });

/** Finds what stands for something else. Numbers, not objects: an answer may be a million escapes. */
interface Reader {
  /** Whether what it finds stands for nothing. */
  readonly drops: boolean;
  /** The UTF-16 unit that was found last. */
  readonly unit: number;
  /** The end of what begins at a place; the place itself where nothing does. */
  end(text: string, at: number): number;
}

const BLANKS: Reader = {
  drops: true,
  unit: 0,
  end: (text, at) => {
    let end = at;
    while (text.charCodeAt(end) <= SPACE) end++;
    return end;
  },
};

const SPACE = 0x20;
const PERCENT = 0x25;
const AMPERSAND = 0x26;
const BACKSLASH = 0x5c;

/** Escapes of addresses, JSON and web pages in one: whoever echoes does not say how it wrapped what. */
class EscapeReader implements Reader {
  readonly drops = false;
  unit = 0;

  end(text: string, at: number): number {
    switch (text.charCodeAt(at)) {
      case PERCENT:
        return this.hex(text, at, at + 1, 2);
      case BACKSLASH:
        return this.backslash(text, at);
      case AMPERSAND:
        return this.entity(text, at);
      default:
        return at;
    }
  }

  private hex(text: string, at: number, from: number, digits: number): number {
    let unit = 0;
    for (let next = from; next < from + digits; next++) {
      const digit = hexDigit(text.charCodeAt(next));
      if (digit < 0) return at;
      unit = unit * 16 + digit;
    }
    this.unit = unit;
    return from + digits;
  }

  private backslash(text: string, at: number): number {
    const letter = text.charAt(at + 1);
    if (letter === "") return at;
    if (letter === "u" || letter === "x") return this.hex(text, at, at + 2, letter === "u" ? 4 : 2);
    this.unit = (CONTROLS[letter] ?? letter).charCodeAt(0);
    return at + 2;
  }

  private entity(text: string, at: number): number {
    const [entity, hex, decimal, name] = ENTITY.exec(text.slice(at, at + LONGEST_ENTITY)) ?? [];
    if (entity === undefined) return at;
    if (name !== undefined) this.unit = (NAMED[name.toLowerCase()] ?? "&").charCodeAt(0);
    else this.unit = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return at + entity.length;
  }
}

const CONTROLS: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };
const ENTITY = /^&(?:#x0*([\da-f]{1,4})|#0*(\d{1,4})|(amp|lt|gt|quot|apos));/i;
const LONGEST_ENTITY = 16;
const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** Where the characters of a rewritten text come from: stretches, each up to what was rewritten at its end. */
class Stretches {
  /** Where each begins: in the rewritten text, and in the other. */
  private starts: Uint32Array = new Uint32Array(64);
  private origins: Uint32Array = new Uint32Array(64);
  private count = 1;

  add(start: number, origin: number): void {
    if (this.count === this.starts.length) {
      this.starts = doubled(this.starts);
      this.origins = doubled(this.origins);
    }
    this.starts[this.count] = start;
    this.origins[this.count++] = origin;
  }

  /** Where the character at `at` begins in the other text. */
  origin(at: number): number {
    let low = 0;
    let high = this.count;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((this.starts[middle] ?? 0) <= at) low = middle;
      else high = middle;
    }
    return (this.origins[low] ?? 0) + at - (this.starts[low] ?? 0);
  }
}

function doubled(numbers: Uint32Array): Uint32Array {
  const more = new Uint32Array(2 * numbers.length);
  more.set(numbers);
  return more;
}
