import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StringOffsets } from "../../../../src/core/json/stringOffsets";
import { literalOf, meaningOf, stringUnits, type Unit } from "./jsonText";

/** Where each unit begins, in the file and in the decoded text, the string's end last. */
function places(units: readonly Unit[], start: number) {
  const list = [{ source: start + 1, decoded: 0 }];
  let [source, decoded] = [start + 1, 0];
  for (const unit of units) {
    source += unit.source.length;
    decoded += unit.decoded.length;
    list.push({ source, decoded });
  }
  return list;
}

const start = fc.nat({ max: 5000 });

describe("places in a string literal", () => {
  it("decodes as JSON does", () => {
    fc.assert(
      fc.property(stringUnits, start, (units, at) => {
        const { decoded } = StringOffsets.of(literalOf(units), at);
        expect(decoded).toBe(meaningOf(units));
        expect(decoded).toBe(JSON.parse(literalOf(units)));
      }),
    );
  });

  it("maps each character to its place and back", () => {
    fc.assert(
      fc.property(stringUnits, start, (units, at) => {
        const offsets = StringOffsets.of(literalOf(units), at);
        for (const { source, decoded } of places(units, at)) {
          expect(offsets.toSource(decoded)).toBe(source);
          expect(offsets.toDecoded(source)).toBe(decoded);
        }
      }),
    );
  });

  it("gives every place within an escape to the character that it writes", () => {
    fc.assert(
      fc.property(stringUnits, start, (units, at) => {
        const offsets = StringOffsets.of(literalOf(units), at);
        const starts = places(units, at);
        for (const [index, { source, decoded }] of starts.entries()) {
          const end = starts[index + 1]?.source ?? source + 1;
          for (let inside = source; inside < end; inside++) expect(offsets.toDecoded(inside)).toBe(decoded);
        }
      }),
    );
  });

  it("rises strictly towards the file and never falls on the way back", () => {
    fc.assert(
      fc.property(stringUnits, start, (units, at) => {
        const literal = literalOf(units);
        const offsets = StringOffsets.of(literal, at);
        for (let decoded = 0; decoded < offsets.decoded.length; decoded++) {
          expect(offsets.toSource(decoded + 1)).toBeGreaterThan(offsets.toSource(decoded));
        }
        for (let source = at; source < at + literal.length; source++) {
          expect(offsets.toDecoded(source + 1)).toBeGreaterThanOrEqual(offsets.toDecoded(source));
        }
      }),
    );
  });

  it("gives the source of a range exactly", () => {
    fc.assert(
      fc.property(stringUnits, stringUnits, stringUnits, (before, inside, after) => {
        const literal = literalOf([...before, ...inside, ...after]);
        const from = meaningOf(before).length;
        const range = StringOffsets.of(literal, 7).toSourceRange(from, from + meaningOf(inside).length);
        expect(literal.slice(range.start - 7, range.end - 7)).toBe(literalOf(inside).slice(1, -1));
      }),
    );
  });

  it("clamps places outside the string to its inside", () => {
    const offsets = StringOffsets.of('"ab"', 10);
    expect([offsets.toSource(-5), offsets.toSource(99)]).toEqual([11, 13]);
    expect([offsets.toDecoded(0), offsets.toDecoded(99)]).toEqual([0, 2]);
  });

  it.each([
    { literal: '"', decoded: "" },
    { literal: '"ab', decoded: "ab" },
    { literal: '"a\\"', decoded: 'a"' },
    { literal: '"a\\', decoded: "a\\" },
    { literal: '"\\u12', decoded: "\\u12" },
    { literal: '"\\x"', decoded: "\\x" },
    { literal: '"\r\n"', decoded: "\r\n" },
  ])("reads the unfinished or faulty literal $literal while it is typed", ({ literal, decoded }) => {
    expect(StringOffsets.of(literal, 0).decoded).toBe(decoded);
  });

  it("reads a megabyte of backslashes", () => {
    const pairs = 500_000;
    const offsets = StringOffsets.of(`"${"\\\\".repeat(pairs)}x"`, 0);
    expect(offsets.decoded).toHaveLength(pairs + 1);
    expect(offsets.toSource(pairs)).toBe(1 + 2 * pairs);
  });
});
