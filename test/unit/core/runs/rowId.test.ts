import fc from "fast-check";
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readSamples } from "../../../../src/core/dataset/rows";
import { RowIds } from "../../../../src/core/runs/rowId";
import { hashText } from "../../../../src/node/hashText";

function idsOf(rows: readonly (object | string)[]): readonly string[] {
  const lines = rows.map((row) => (typeof row === "string" ? row : JSON.stringify(row)));
  const ids = new RowIds(hashText);
  return readSamples(lines.join("\n"), "a.samples.jsonl").samples.map(({ sample }) => ids.of(sample));
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

describe("a row's id", () => {
  it("is what anyone can compute: SHA-256 of its item and output as sorted JSON", () => {
    const rows = [
      { model_sample: "x", item: { b: 1, a: [true, { d: 1, c: null }] } },
      { item: {}, sample: { output_text: "é" } },
      { item: { prompt: "no output" } },
    ];
    expect(idsOf(rows)).toEqual(
      [
        '{"item":{"a":[true,{"c":null,"d":1}],"b":1},"model_sample":"x"}',
        '{"item":{},"sample":{"output_text":"é"}}',
        '{"item":{"prompt":"no output"}}',
      ].map((text) => sha256(text).slice(0, 16)),
    );
  });

  it("is the same whatever people say of the row, and however its keys are ordered", () => {
    const row = { item: { a: 1, b: "x" }, model_sample: "y" };
    const said = { name: "n", expect: { reward: 1 }, label: 0.5, group: "g" };
    const [id] = idsOf([row]);
    expect(idsOf([{ ...said, ...row }])).toEqual([id]);
    expect(idsOf([{ model_sample: "y", item: { b: "x", a: 1 }, ...said }])).toEqual([id]);
  });

  it("tells numbers apart by how they are written", () => {
    const ids = idsOf(
      ["1", "1.0", "1e0", "12345678901234567890", "12345678901234567891"].map(
        (number) => `{"item": {"n": ${number}}, "model_sample": ""}`,
      ),
    );
    expect(new Set(ids).size).toBe(5);
  });

  it("counts equal rows", () => {
    const row = { item: { a: 1 }, model_sample: "x" };
    const [first, other, second, third] = idsOf([
      row,
      { ...row, model_sample: "y" },
      { name: "again", ...row },
      row,
    ]);
    expect([second, third]).toEqual([`${first}-2`, `${first}-3`]);
    expect(other).not.toContain(first);
  });

  it("stays with the row wherever rows that differ from it are put", () => {
    const text = fc.string({ maxLength: 4 });
    const rows = fc.uniqueArray(fc.record({ item: fc.record({ text }), model_sample: text }), {
      selector: (row) => JSON.stringify(row),
      minLength: 1,
    });
    fc.assert(
      fc.property(rows, fc.nat(), (all, seed) => {
        const moved = [...all].sort((a, b) =>
          sha256(String(seed) + JSON.stringify(a)).localeCompare(sha256(String(seed) + JSON.stringify(b))),
        );
        const [before, after] = [idsOf(all), idsOf(moved)];
        expect(new Map(moved.map((row, index) => [row, after[index]]))).toEqual(
          new Map(all.map((row, index) => [row, before[index]])),
        );
      }),
      { numRuns: 100 },
    );
  });
});
