import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rowRunner, runBatch, summarize } from "../../../../src/core/dataset/batch";
import { readSamples, type LocatedSample } from "../../../../src/core/dataset/rows";
import { createEngine } from "../../../support/createEngine";
import { readGraderDocument } from "../../../../src/core/grader/document";
import { ProviderError } from "../../../../src/core/provider/provider";
import type { RunResult } from "../../../../src/core/result/runResult";
import { gradeRow, testPorts } from "../../../support/engine";

const grader = {
  type: "string_check",
  input: "{{sample.output_text}}",
  reference: "{{item.answer}}",
  operation: "eq",
};

function rowsOf(count: number): readonly LocatedSample[] {
  const lines = Array.from({ length: count }, (_, index) => JSON.stringify({ model_sample: String(index) }));
  return readSamples(lines.join("\n"), "a.samples.jsonl").samples;
}

const result = await gradeRow(grader, { item: { answer: "a" }, model_sample: "a" });

/** A run whose ends the test decides. */
class Gate {
  readonly started: number[] = [];
  private readonly ends = new Map<number, (outcome: RunResult | ProviderError) => void>();

  readonly run = ({ index }: LocatedSample) => {
    this.started.push(index);
    return new Promise<RunResult | ProviderError>((resolve) => this.ends.set(index, resolve));
  };

  end(index: number): void {
    this.ends.get(index)?.(result);
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("a batch", () => {
  it("gives the outcomes in the rows' order, whatever the order of their ends", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(5), { maxLength: 20 }),
        fc.integer({ min: 1, max: 8 }),
        async (turns, concurrency) => {
          let inFlight = 0;
          let most = 0;
          const run = async ({ index }: LocatedSample) => {
            most = Math.max(most, ++inFlight);
            for (let turn = 0; turn < (turns[index] ?? 0); turn++) await Promise.resolve();
            inFlight--;
            return result;
          };
          const rows = rowsOf(turns.length);
          const order: number[] = [];
          const { signal } = new AbortController();
          for await (const { row } of runBatch(run, rows, { concurrency, signal })) order.push(row.index);
          expect(order).toEqual(rows.map(({ index }) => index));
          expect(most).toBeLessThanOrEqual(concurrency);
        },
      ),
    );
  });

  it("starts the next row as soon as any ends, not only the first", async () => {
    const gate = new Gate();
    const { signal } = new AbortController();
    const batch = runBatch(gate.run, rowsOf(5), { concurrency: 2, signal });
    const first = batch.next();
    await settled();
    expect(gate.started).toEqual([0, 1]);
    gate.end(1);
    await settled();
    expect(gate.started).toEqual([0, 1, 2]);
    gate.end(2);
    await settled();
    expect(gate.started).toEqual([0, 1, 2, 3]);
    gate.end(0);
    expect((await first).value).toMatchObject({ row: { index: 0 } });
    await batch.return(undefined);
  });

  it("starts nothing more once its reader has left", async () => {
    const gate = new Gate();
    const { signal } = new AbortController();
    const batch = runBatch(gate.run, rowsOf(5), { concurrency: 1, signal });
    const first = batch.next();
    gate.end(0);
    await first;
    const started = gate.started.length;
    await batch.return(undefined);
    gate.end(1);
    await settled();
    expect(gate.started.length).toBe(started);
  });

  it("ends with the reason when cancelled, and starts nothing more", async () => {
    const gate = new Gate();
    const cancel = new AbortController();
    const batch = runBatch(gate.run, rowsOf(5), { concurrency: 2, signal: cancel.signal });
    const first = batch.next();
    gate.end(0);
    await first;
    const reason = new Error("cancelled");
    cancel.abort(reason);
    const next = batch.next();
    gate.end(1);
    await expect(next).rejects.toBe(reason);
    const started = gate.started.length;
    gate.end(2);
    await settled();
    expect(gate.started.length).toBe(started);
  });

  it("passes on an exception, which is a bug of ours", async () => {
    const run = () => Promise.reject(new TypeError("bug"));
    const { signal } = new AbortController();
    const batch = runBatch(run, rowsOf(3), { concurrency: 3, signal });
    await expect(batch.next()).rejects.toThrow("bug");
  });

  it("has nothing to give for no rows", async () => {
    const { signal } = new AbortController();
    const batch = runBatch(() => Promise.resolve(result), [], { concurrency: 4, signal });
    expect(await batch.next()).toEqual({ done: true, value: undefined });
  });
});

describe("a row's run", () => {
  const engine = createEngine(testPorts);
  const rows = rowsOf(1);

  it("is a value where the provider refuses the grader", async () => {
    const root = readGraderDocument("a", '{"type": "string_check"}').root!;
    const run = rowRunner(engine, root, new AbortController().signal);
    expect(await run(rows[0]!)).toBeInstanceOf(ProviderError);
  });

  it("throws the signal's reason when cancelled", async () => {
    const root = readGraderDocument("a", JSON.stringify(grader)).root!;
    const reason = new Error("cancelled");
    const run = rowRunner(engine, root, AbortSignal.abort(reason));
    await expect(run(rows[0]!)).rejects.toBe(reason);
  });
});

describe("a summary", () => {
  const withReward = (reward: number): RunResult => ({ ...result, reward });

  it("never counts what errored as 0", async () => {
    const errored = await gradeRow(grader, { item: {}, model_sample: "a" });
    expect(errored.reward).toBe(0);
    expect(summarize([withReward(1), errored, withReward(0.5), undefined])).toEqual({
      rows: 4,
      scored: 2,
      errored: 2,
      mean: 0.75,
    });
  });

  it("has no mean where nothing was scored", async () => {
    const errored = await gradeRow(grader, { item: {}, model_sample: "a" });
    expect(summarize([errored])).toEqual({ rows: 1, scored: 0, errored: 1 });
    expect(summarize([])).toEqual({ rows: 0, scored: 0, errored: 0 });
  });

  it("counts a scored 0", () => {
    expect(summarize([withReward(0), withReward(1)]).mean).toBe(0.5);
  });
});
