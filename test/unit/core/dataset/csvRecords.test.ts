import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CsvReader, type CsvRecord } from "../../../../src/core/dataset/csvRecords";

function read(text: string, cuts: readonly number[] = [], longest?: number): CsvRecord[] {
  const reader = new CsvReader(",", longest);
  const places = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b);
  const records: CsvRecord[] = [];
  let from = 0;
  for (const to of [...places, text.length]) {
    records.push(...reader.add(text.slice(from, to)));
    from = to;
  }
  return [...records, ...reader.end()];
}

/** Texts that are mostly what CSV is made of. */
const soup = fc.string({ unit: fc.constantFrom('"', ",", "\n", "\r", "a", "é", "😀", " "), maxLength: 60 });
const cuts = fc.array(fc.nat(), { maxLength: 8 });
const cell = fc.string({
  unit: fc.constantFrom('"', ",", "\n", "\r\n", "a", "東", ";", "\t"),
  maxLength: 12,
});

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

describe("records of separated values", () => {
  it("are those that csv-parse reads in what a writer wrote", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 }),
        fc.constantFrom("\n", "\r\n"),
        cuts,
        (rows, end, places) => {
          const text = rows.map((row) => row.map(quoted).join(",") + end).join("");
          const oracle: unknown = parse(text, { relax_column_count: true, record_delimiter: end });
          expect(read(text, places).map(({ cells }) => cells)).toEqual(oracle);
          expect(oracle).toEqual(rows);
        },
      ),
    );
  });

  it("are the same wherever the text is cut", () => {
    fc.assert(
      fc.property(soup, cuts, (text, places) => {
        expect(read(text, places)).toEqual(read(text));
      }),
      { numRuns: 1000 },
    );
  });

  it("have the lines and places where they stand", () => {
    fc.assert(
      fc.property(soup, cuts, (text, places) => {
        let before = 0;
        for (const { line, start, end } of read(text, places)) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(text.slice(0, start).split(/\r\n|\r|\n/).length).toBe(line);
          before = end;
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("tell an empty cell from an empty text", () => {
    expect(read('a,"",\n').map(({ cells }) => cells)).toEqual([["a", "", null]]);
  });

  it.each([
    ["a quote that is never closed", 'a,b\n"x,1\nc,d\n', [1, 2, 3], [2]],
    ["text behind a quote", 'a,b\n"x"y,1\nc,d\n', [1, 2, 3], [2]],
    ["a quote that is closed lines later", 'a,b\n"x,1\ne,"f"\nc,d\n', [1, 2, 3, 4], [2]],
  ])("cost their own line only: %s", (_, text, lines, faulty) => {
    const records = read(text);
    expect(records.map(({ line }) => line)).toEqual(lines);
    expect(records.filter(({ fault }) => fault !== undefined).map(({ line }) => line)).toEqual(faulty);
  });

  it("never keep more than the longest record", () => {
    const reader = new CsvReader(",", 1000);
    const records = [...reader.add('a,b\n"open,1\n')];
    for (let line = 0; line < 1000; line++) records.push(...reader.add(`${line},x\n`));
    records.push(...reader.end());
    expect(records.filter(({ fault }) => fault !== undefined)).toHaveLength(1);
    expect(records).toHaveLength(1002);
  });

  it("keep a quote in the middle of a cell as it is", () => {
    expect(read('a 5" pipe,b\n').map(({ cells }) => cells)).toEqual([['a 5" pipe', "b"]]);
  });
});
