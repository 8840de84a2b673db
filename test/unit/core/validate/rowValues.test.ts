import { describe, expect, it } from "vitest";
import { readSamples } from "../../../../src/core/dataset/rows";
import { RowValues } from "../../../../src/core/validate/rowValues";

function rowValues(...rows: readonly object[]): RowValues {
  const { samples } = readSamples(JSON.stringify(rows), "a.samples.json");
  return new RowValues(samples.map(({ sample }) => sample));
}

describe("rows without a value", () => {
  const rows = rowValues(
    { item: { answer: { text: "a", parts: [1] } }, model_sample: '{"x": 1}' },
    { item: { answer: { text: null } }, model_sample: "no JSON" },
    { item: { answer: "b" } },
    { item: "text", model_sample: '{"y": 1}' },
  );

  it.each([
    [["answer"], [3]],
    [
      ["answer", "text"],
      [2, 3],
    ],
    [
      ["answer", "parts", 0],
      [1, 2, 3],
    ],
    [
      ["answer", "parts", 1],
      [0, 1, 2, 3],
    ],
    [["anwser"], [0, 1, 2, 3]],
  ])("are counted for item %j", (path, missing) => {
    expect(rows.coverage("item", path)).toEqual({ rows: 4, missing });
  });

  it("are looked for only where there is an output", () => {
    expect(rows.coverage("sample", ["output_text"])).toEqual({ rows: 3, missing: [] });
    expect(rows.coverage("sample", ["output_json", "x"])).toEqual({ rows: 3, missing: [1, 3] });
    expect(rows.coverage("sample", ["output_txt"])).toEqual({ rows: 3, missing: [0, 1, 3] });
  });

  it("are found once for each variable", () => {
    expect(rows.coverage("item", ["a.b"])).toBe(rows.coverage("item", ["a.b"]));
    expect(rows.coverage("item", ["a.b"])).not.toBe(rows.coverage("item", ["a", "b"]));
  });

  it("are not those that expect to be without one", () => {
    const errors = ["invalid_variable_error"];
    const row = { item: {}, model_sample: "x", expect: { errors } };
    expect(rowValues({ item: { answer: "a" } }, row).coverage("item", ["answer"])).toEqual({
      rows: 1,
      missing: [],
    });
  });

  it("are none of no rows", () => {
    expect(rowValues().coverage("item", ["answer"])).toEqual({ rows: 0, missing: [] });
  });
});
