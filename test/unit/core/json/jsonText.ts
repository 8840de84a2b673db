import fc from "fast-check";

/** One character of a JSON string literal: how it stands in the file, and what it means. */
export interface Unit {
  readonly source: string;
  readonly decoded: string;
}

const SHORT: readonly Unit[] = [
  { source: '\\"', decoded: '"' },
  { source: "\\\\", decoded: "\\" },
  { source: "\\/", decoded: "/" },
  { source: "\\b", decoded: "\b" },
  { source: "\\f", decoded: "\f" },
  { source: "\\n", decoded: "\n" },
  { source: "\\r", decoded: "\r" },
  { source: "\\t", decoded: "\t" },
];

const codeUnit = fc.integer({ min: 0, max: 0xffff });

/** Any UTF-16 unit as a `\u` escape, halves of surrogate pairs included. */
const unicodeEscape = fc.tuple(codeUnit, fc.boolean()).map(([code, upper]): Unit => {
  const hex = code.toString(16).padStart(4, "0");
  return { source: `\\u${upper ? hex.toUpperCase() : hex}`, decoded: String.fromCharCode(code) };
});

const rawUnit = fc
  .oneof(fc.integer({ min: 0x20, max: 0x7e }), codeUnit)
  .map((code) => String.fromCharCode(code))
  .filter((character) => character >= " " && character !== '"' && character !== "\\")
  .map((character): Unit => ({ source: character, decoded: character }));

const emoji: readonly Unit[] = ["\ud83d", "\ude00"].map((half) => ({ source: half, decoded: half }));

/** The characters of a valid string literal. */
export const stringUnits: fc.Arbitrary<readonly Unit[]> = fc
  .array(
    fc.oneof(
      rawUnit.map((unit) => [unit]),
      unicodeEscape.map((unit) => [unit]),
      fc.constantFrom(...SHORT).map((unit) => [unit]),
      fc.constant(emoji),
    ),
    { maxLength: 12 },
  )
  .map((groups) => groups.flat());

export function literalOf(units: readonly Unit[]): string {
  return `"${units.map(({ source }) => source).join("")}"`;
}

export function meaningOf(units: readonly Unit[]): string {
  return units.map(({ decoded }) => decoded).join("");
}

/** A JSON text as somebody may write it, and the same value in one canonical spelling. */
export interface WrittenJson {
  readonly text: string;
  readonly compact: string;
}

const same = (text: string): WrittenJson => ({ text, compact: text });

const numberText = fc.oneof(
  fc.integer().map(String),
  fc.constantFrom("0", "-0", "1.0", "-0.0", "1e5", "1E+05", "2.50e-3", "1e400", "12345678901234567890"),
  fc.tuple(fc.nat(), fc.nat()).map(([whole, digits]) => `-${whole}.${digits}`),
);

const string = stringUnits.map((units): WrittenJson => ({
  text: literalOf(units),
  compact: JSON.stringify(meaningOf(units)),
}));

/** Keys that JavaScript objects would reorder or swallow come up often. */
const key = fc.oneof(
  string,
  fc
    .constantFrom("1", "0", "42", "__proto__", "constructor", "a", "b")
    .map((name) => same(JSON.stringify(name))),
  fc.constantFrom<WrittenJson>(
    { text: '"\\u0031"', compact: '"1"' },
    { text: '"\\u005f_proto__"', compact: '"__proto__"' },
  ),
);

const blank = fc.constantFrom("", "", " ", "\n", "\r\n\t");

/** Any JSON text, without duplicate keys. */
export const jsonText: fc.Arbitrary<WrittenJson> = fc.letrec<{ value: WrittenJson }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(fc.constantFrom("null", "true", "false").map(same), numberText.map(same), string),
    fc.array(fc.tuple(tie("value"), blank), { maxLength: 4 }).map((entries) => wrap("[", entries, "]")),
    fc
      .uniqueArray(fc.tuple(key, tie("value"), blank), {
        maxLength: 5,
        selector: ([name]) => name.compact,
      })
      .map((members) =>
        wrap(
          "{",
          members.map(([name, value, space]) => [member(name, value, space), space]),
          "}",
        ),
      ),
  ),
})).value;

function member(name: WrittenJson, value: WrittenJson, space: string): WrittenJson {
  return { text: `${name.text}${space}:${space}${value.text}`, compact: `${name.compact}:${value.compact}` };
}

function wrap(
  open: string,
  entries: readonly (readonly [WrittenJson, string])[],
  close: string,
): WrittenJson {
  return {
    text: `${open}${entries.map(([{ text }, space]) => `${space}${text}${space}`).join(",")}${close}`,
    compact: `${open}${entries.map(([{ compact }]) => compact).join(",")}${close}`,
  };
}
