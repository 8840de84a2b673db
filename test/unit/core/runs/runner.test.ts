import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { graded, unanswered, type Outcome } from "../../../../src/core/runs/outcome";
import { runPlan, runRows, type RowEvent } from "../../../../src/core/runs/runner";
import { summarize } from "../../../../src/core/runs/tally";
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

const errored = graded(await gradeRow(grader, { item: {}, model_sample: "a" }));

/** A run whose ends the test decides. */
class Gate {
  readonly started: number[] = [];
  private readonly ends = new Map<number, (outcome: RunResult) => void>();

  readonly run = ({ index }: LocatedSample) => {
    this.started.push(index);
    return new Promise<RunResult>((resolve) => this.ends.set(index, resolve));
  };

  end(index: number): void {
    this.ends.get(index)?.(result);
  }
}

/** The rows that ended, in the order in which that was told. */
async function* ended<Row, Came>(events: AsyncIterable<RowEvent<Row, Came>>): AsyncGenerator<Row> {
  for await (const event of events) if (event.kind === "ended") yield event.row;
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
          for await (const row of ended(runRows(run, rows, { concurrency, signal }))) order.push(row.index);
          expect(order).toEqual(rows.map(({ index }) => index));
          expect(most).toBeLessThanOrEqual(concurrency);
        },
      ),
    );
  });

  it("starts the next row as soon as any ends, not only the first", async () => {
    const gate = new Gate();
    const { signal } = new AbortController();
    const batch = ended(runRows(gate.run, rowsOf(5), { concurrency: 2, signal }));
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
    expect((await first).value).toMatchObject({ index: 0 });
    await batch.return(undefined);
  });

  it("starts nothing more once its reader has left", async () => {
    const gate = new Gate();
    const { signal } = new AbortController();
    const batch = ended(runRows(gate.run, rowsOf(5), { concurrency: 1, signal }));
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
    const batch = ended(runRows(gate.run, rowsOf(5), { concurrency: 2, signal: cancel.signal }));
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
    const batch = ended(runRows(run, rowsOf(3), { concurrency: 3, signal }));
    await expect(batch.next()).rejects.toThrow("bug");
  });

  it("has nothing to give for no rows", async () => {
    const { signal } = new AbortController();
    const batch = ended(runRows(() => Promise.resolve(result), [], { concurrency: 4, signal }));
    expect(await batch.next()).toEqual({ done: true, value: undefined });
  });
});

describe("rows that come one by one", () => {
  it("are read when there is room for them, and closed when the reader leaves", async () => {
    const gate = new Gate();
    let closed = false;
    async function* reading() {
      try {
        for (const row of rowsOf(5)) {
          await settled();
          yield row;
        }
      } finally {
        closed = true;
      }
    }
    const { signal } = new AbortController();
    const batch = ended(runRows(gate.run, reading(), { concurrency: 2, signal }));
    const first = batch.next();
    await expect.poll(() => gate.started).toEqual([0, 1]);
    gate.end(0);
    expect((await first).value).toMatchObject({ index: 0 });
    await expect.poll(() => gate.started).toEqual([0, 1, 2]);
    await batch.return(undefined);
    expect(closed).toBe(true);
    expect(gate.started).toEqual([0, 1, 2]);
  });

  it("end the run with what reading them threw, after the rows before", async () => {
    function* broken() {
      yield* rowsOf(2);
      throw new Error("the file is gone");
    }
    const told: number[] = [];
    const { signal } = new AbortController();
    const reading = async () => {
      const batch = runRows(() => Promise.resolve(result), broken(), { concurrency: 1, signal });
      for await (const { index } of ended(batch)) told.push(index);
    };
    await expect(reading()).rejects.toThrow("the file is gone");
    expect(told).toEqual([0, 1]);
  });
});

describe("a plan", () => {
  const engine = createEngine(testPorts);
  const rows = rowsOf(1);
  const outcomesOf = async (
    text: string,
    of: readonly LocatedSample[],
    signal = new AbortController().signal,
  ) => {
    const plan = { provider: engine, grader: readGraderDocument("a", text).root! };
    const outcomes: Outcome[] = [];
    for await (const event of runPlan(plan, of, { concurrency: 1, signal }))
      if (event.kind === "ended") outcomes.push(event.outcome);
    return outcomes;
  };

  it("that the provider refuses has an outcome for each row", async () => {
    const [outcome] = await outcomesOf('{"type": "string_check"}', rows);
    expect(outcome).toMatchObject({ kind: "errored", why: { reason: "rejected" } });
  });

  it("asks nothing about a row without an output: an empty text is never graded unasked", async () => {
    const trained = readSamples('{"item": {"answer": ""}}', "a.samples.jsonl").samples;
    const [outcome] = await outcomesOf(JSON.stringify(grader), trained);
    expect(outcome).toMatchObject({ kind: "not-asked", why: { reason: "no-output" } });
  });

  it("throws the signal's reason when cancelled", async () => {
    const reason = new Error("cancelled");
    const run = outcomesOf(JSON.stringify(grader), rows, AbortSignal.abort(reason));
    await expect(run).rejects.toBe(reason);
  });
});

describe("a summary", () => {
  const withReward = (reward: number) => graded({ ...result, reward });
  const timeout = unanswered(new ProviderError("timeout", "late"));
  const noKey = unanswered(new ProviderError("key-missing", "no key"));

  it("never counts what errored or was not asked as 0", () => {
    expect(errored.result.reward).toBe(0);
    expect(summarize([withReward(1), errored, withReward(0.5), timeout, noKey])).toEqual({
      rows: 5,
      scored: 2,
      errored: 2,
      notAsked: 1,
      mean: 0.75,
    });
  });

  it("has no mean where nothing was scored", () => {
    expect(summarize([errored])).toEqual({ rows: 1, scored: 0, errored: 1, notAsked: 0 });
    expect(summarize([])).toEqual({ rows: 0, scored: 0, errored: 0, notAsked: 0 });
  });

  it("counts a scored 0", () => {
    expect(summarize([withReward(0), withReward(1)]).mean).toBe(0.5);
  });
});
