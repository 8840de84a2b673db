import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_METRICS_PROFILE } from "../../../../src/core/engine/metrics/profile";
import type { LookedRange, RowBatch } from "../../../../src/core/runs/rangeWire";
import { createWorkerEngine, type WorkerEngine } from "../../../../src/node/engineWorker/workerEngine";
import { sampleRanges } from "../../../../src/node/files/sampleRanges";
import { buildThread, silent } from "./thread";

const fuzzy = (input = "{{sample.output_text}}") => ({
  type: "text_similarity",
  name: "fuzzy",
  input,
  reference: "{{item.a}}",
  evaluation_metric: "fuzzy_match",
});
/** Texts of few letters are the slowest to compare: these take more than ten seconds. */
const letters = (seed: number) =>
  Array.from({ length: 300_000 }, (_, i) => "abcde".charAt(((i * seed) ^ (i >> 3)) % 5)).join("");
const slow = { item: { a: letters(31) }, model_sample: letters(37) };
const quick = { item: { a: "abc" }, model_sample: "abc" };

let folder: string;
let script: string;
let engine: WorkerEngine;
let limitMs = 60_000;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "graders-parts-"));
  script = await buildThread("test-ranges");
  engine = engineOf(script);
});
afterAll(async () => {
  await engine.dispose();
  rmSync(folder, { recursive: true });
});

function engineOf(script: string): WorkerEngine {
  const runOptions = () => ({ timeoutMs: limitMs, metrics: DEFAULT_METRICS_PROFILE });
  return createWorkerEngine({ script, runOptions, logger: silent, threads: 2 });
}

function file(rows: readonly object[]): string {
  const path = join(folder, "a.samples.jsonl");
  writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  return path;
}

const signalOf = (controller = new AbortController()) => controller.signal;
const wholeOf = (path: string): LookedRange => {
  const ranges = [...sampleRanges(path)];
  const count = ranges.reduce((sum, range) => sum + range.count, 0);
  return { start: 0, end: ranges.at(-1)?.end ?? 0, index: 0, line: 0, count, readable: count };
};

/** All rows of a file as one range. */
async function gradeAll(path: string, grader: object, by = engine, signal = signalOf(), asLines = false) {
  const batches: RowBatch[] = [];
  const range = { path, range: wholeOf(path), grader: JSON.stringify(grader), asLines, isKept: false };
  const whole = await by.files.grade(range, (batch) => batches.push(batch), signal);
  const rows = batches.flatMap((batch) => (batch.kind === "briefs" ? batch.rows : []));
  return { whole, batches, rows };
}
const came = (rows: Awaited<ReturnType<typeof gradeAll>>["rows"]) =>
  rows.map(({ reward, why }) => why?.reason ?? reward);

describe("a range of rows in a thread", () => {
  test("is read, graded and told of in the rows' order, as briefs or as lines", async () => {
    const path = file([quick, { ...quick, name: "b", model_sample: "xyz", expect: { reward: 1 } }, quick]);
    expect(await engine.files.look(path, wholeOf(path), signalOf())).toMatchObject({
      rows: 3,
      isGradable: true,
    });
    const { whole, rows } = await gradeAll(path, { ...fuzzy(), pass_threshold: 0.5 });
    expect(whole).toBe(true);
    expect(rows).toMatchObject([
      { index: 0, reward: 1, kind: "scored", passed: true },
      { index: 1, reward: 0, kind: "scored", passed: false, name: "b", reasons: ["reward 0, expected 1"] },
      { index: 2, reward: 1, kind: "scored", passed: true },
    ]);
    const { batches } = await gradeAll(path, fuzzy(), engine, signalOf(), true);
    const lines = batches.map((batch) =>
      batch.kind === "lines" ? new TextDecoder().decode(batch.lines) : "",
    );
    const parsed = lines
      .join("")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { reward: number; diagnostics: { sample: object } });
    expect(parsed.map(({ reward }) => reward)).toEqual([1, 0, 1]);
    expect(parsed[1]?.diagnostics.sample).toEqual({ index: 1, line: 2, name: "b" });
  });

  test("ends a row at its time limit, and that row alone", async () => {
    limitMs = 300;
    const { rows } = await gradeAll(file([quick, slow, quick, quick, slow, quick]), fuzzy());
    limitMs = 60_000;
    expect(came(rows)).toEqual([1, "timeout", 1, 1, "timeout", 1]);
    expect(rows.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test("ends a criterion of an eval at its time limit, and says which", async () => {
    limitMs = 300;
    const criteria = { name: "e", testing_criteria: [fuzzy("abc"), { ...fuzzy(), name: "slow" }] };
    const { rows } = await gradeAll(file([slow, quick]), criteria);
    limitMs = 60_000;
    expect(rows[0]?.why).toMatchObject({
      reason: "timeout",
      message: 'Criterion "slow": The run took longer than 0.3 s and was stopped.',
    });
    expect(rows[1]).toMatchObject({ kind: "scored", evalPassed: true });
  });

  test("tells of what was graded before a long row, before it", async () => {
    const controller = new AbortController();
    const path = file([quick, quick, slow]);
    const grader = JSON.stringify(fuzzy());
    const told = new Promise<RowBatch>((resolve) => {
      const graded = engine.files.grade(
        { path, range: wholeOf(path), grader, asLines: false, isKept: false },
        resolve,
        controller.signal,
      );
      graded.catch(() => undefined);
    });
    expect((await told).rows).toHaveLength(2);
    controller.abort();
  });

  test("ends with the signal's reason, while it computes and while it waits", async () => {
    const controller = new AbortController();
    const path = file([slow]);
    const graded = Promise.allSettled(
      [1, 2, 3, 4].map(() => gradeAll(path, fuzzy(), engine, controller.signal)),
    );
    setTimeout(() => controller.abort(new Error("enough")), 100);
    for (const end of await graded) expect(end).toMatchObject({ reason: new Error("enough") });
    expect(came((await gradeAll(file([quick]), fuzzy())).rows)).toEqual([1]);
  });

  test("says that the file is not what it was", async () => {
    const path = file([quick, quick]);
    const range = wholeOf(path);
    for (const rows of [[quick], [quick, ["no row"]], []]) {
      file(rows);
      const graded = { path, range, grader: JSON.stringify(fuzzy()), asLines: true, isKept: false };
      expect(await engine.files.grade(graded, () => undefined, signalOf())).toBe(false);
    }
  });
});
