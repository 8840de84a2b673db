import { describe, expect, test } from "vitest";
import { readSamples } from "../../../../../src/core/dataset/rows";
import { MOST_CELLS, stripView, type StripInput } from "../../../../../src/core/report/panel/stripView";
import { ProviderError } from "../../../../../src/core/provider/provider";
import { graded, unanswered, type Outcome } from "../../../../../src/core/runs/outcome";
import { documentOf, engineRun, EXACT } from "../support";

const ROWS = [
  { name: "right", item: { answer: "a" }, model_sample: "a" },
  { item: { answer: "a" }, model_sample: "b" },
  { item: {}, model_sample: "b" },
  { item: { answer: "a" } },
  { item: { answer: "a" }, model_sample: "a", expect: { reward: 0 } },
  { item: { answer: "a" }, model_sample: "a" },
];
const rowsOf = (rows: readonly unknown[]) =>
  readSamples(rows.map((row) => JSON.stringify(row)).join("\n"), "x.samples.jsonl").samples;

/** Rows with ids that say where they stand. */
const stripOf = ({ rows, ...input }: Omit<StripInput, "ids">) =>
  stripView({ rows, ids: rows.map((_, index) => `row ${index}`), ...input });

async function results(indices: readonly number[]): Promise<(row: string) => Outcome | undefined> {
  const outcomes = await Promise.all(
    indices.map(
      async (index) => [`row ${index}`, graded((await engineRun(EXACT, ROWS[index])).result)] as const,
    ),
  );
  const byIndex = new Map<string, Outcome>(outcomes);
  return (row) => byIndex.get(row);
}

describe("the strip", () => {
  test("has a cell a row, errored ones never as a score", async () => {
    const strip = stripOf({
      document: documentOf(EXACT),
      rows: rowsOf(ROWS),
      outcomeOf: await results([0, 1, 2, 4]),
      isRunning: (row) => row === "row 5",
      current: "row 1",
    });
    expect(strip.cells).toEqual([
      { row: "row 0", label: "right", state: "scored", text: "1.00", fraction: 1, current: false },
      { row: "row 1", label: "2", state: "scored", text: "0.00", fraction: 0, current: true },
      { row: "row 2", label: "3", state: "errored", text: "errored", current: false },
      { row: "row 3", label: "4", state: "no-output", text: "no output", current: false },
      { row: "row 4", label: "5", state: "scored", text: "1.00", fraction: 1, passed: false, current: false },
      { row: "row 5", label: "6", state: "running", text: "running", current: false },
    ]);
    expect(strip.summary).toBe("6 samples: 3 scored, mean 0.6667, 1 errored");
    expect(strip.running).toBe(false);
  });

  test("tells rows that could not be asked from errored ones", async () => {
    const graded = await results([0, 1, 2]);
    const noKey = unanswered(new ProviderError("key-missing", "No key."));
    const strip = stripOf({
      document: documentOf(EXACT),
      rows: rowsOf(ROWS.slice(0, 3)),
      outcomeOf: (row) => (row === "row 1" ? noKey : graded(row)),
      running: true,
    });
    expect(strip.cells[1]).toMatchObject({ state: "errored", text: "not run" });
    expect(strip.summary).toBe("3 samples: 1 scored, mean 1.00, 1 errored, 1 not run");
    expect(strip.running).toBe(true);
  });

  test("says that lines with errors are left out", () => {
    const strip = (linesWithErrors: number) =>
      stripOf({
        document: documentOf(EXACT),
        rows: rowsOf(ROWS),
        linesWithErrors,
        outcomeOf: () => undefined,
      }).summary;
    expect(strip(1)).toBe("6 samples: 1 line with an error left out");
    expect(strip(2)).toBe("6 samples: 2 lines with errors left out");
  });

  test("before any run counts rows only", () => {
    const strip = stripOf({
      document: documentOf(EXACT),
      rows: rowsOf(ROWS.slice(0, 1)),
      outcomeOf: () => undefined,
    });
    expect(strip.summary).toBe("1 sample");
    expect(strip.cells[0]).toMatchObject({ state: "none", text: "not run yet" });
  });

  test("ends at its most cells and says so", () => {
    const many = rowsOf(Array.from({ length: MOST_CELLS + 1 }, () => ROWS[0]));
    const strip = stripOf({ document: documentOf(EXACT), rows: many, outcomeOf: () => undefined });
    expect(strip.cells).toHaveLength(MOST_CELLS);
    expect(strip.shortened).toBe("The first 500 of 501 samples.");
    const whole = stripOf({ document: documentOf(EXACT), rows: many.slice(1), outcomeOf: () => undefined });
    expect(whole).not.toHaveProperty("shortened");
  });
});
