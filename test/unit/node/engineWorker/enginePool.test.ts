import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_METRICS_PROFILE } from "../../../../src/core/engine/metrics/profile";
import { readJson } from "../../../../src/core/json/read";
import { isObject, type JsonObject } from "../../../../src/core/json/value";
import { EnginePool, type PoolThread } from "../../../../src/node/engineWorker/enginePool";
import {
  createWorkerEngine,
  type HostPorts,
  type WorkerEngine,
} from "../../../../src/node/engineWorker/workerEngine";
import { buildThread, silent } from "./thread";

const refuse = () => Promise.reject(new Error("nothing is asked here"));
const NOBODY: HostPorts = {
  python: { grade: refuse },
  judge: { ask: refuse },
  embeddings: { embed: refuse },
  endpoint: refuse,
};
const { signal } = new AbortController();

/** A thread that is told what it is. */
class FakeThread implements PoolThread {
  load = 0;
  isBusy = false;
  state: "new" | "begun" | "ended" = "new";
  start(): void {
    this.state = "begun";
  }
  perform<Result>(): Promise<Result> {
    this.load++;
    return new Promise(() => undefined);
  }
  dispose(): Promise<void> {
    this.state = "ended";
    return Promise.resolve();
  }
}

function poolOf(threads: number) {
  const begun: FakeThread[] = [];
  const options = { timeoutMs: 1000, metrics: DEFAULT_METRICS_PROFILE };
  const pool = new EnginePool({ script: "", logger: silent, runOptions: () => options, threads }, () => {
    const thread = new FakeThread();
    begun.push(thread);
    return thread;
  });
  const give = (text = "x") => {
    const run = { grader: "{}", options, item: "{}", output: { kind: "text", text } as const };
    void pool.perform(() => ({ type: "run", run }), { ports: NOBODY, signal });
  };
  return { pool, begun, give, loads: () => begun.map(({ load }) => load) };
}

describe("a pool of threads", () => {
  test("begins one thread, and another only where all compute and there is more to do", () => {
    const { pool, begun, give, loads } = poolOf(3);
    pool.start();
    pool.start();
    expect(begun.map(({ state }) => state)).toEqual(["begun"]);
    give();
    give();
    expect(loads()).toEqual([2]);
    begun[0]!.isBusy = true;
    give();
    expect(loads()).toEqual([2, 1]);
    give();
    expect(loads()).toEqual([2, 2]);
    begun[1]!.isBusy = true;
    give();
    expect(loads()).toEqual([2, 2, 1]);
  });

  test("begins no thread for a busy one that has nothing more to do", () => {
    const { begun, give, loads } = poolOf(2);
    give();
    Object.assign(begun[0]!, { load: 0, isBusy: true });
    give();
    expect(loads()).toEqual([1]);
  });

  test("begins one at once for a long text that would wait", () => {
    const { give, loads } = poolOf(2);
    give("x".repeat(20_000));
    give("x".repeat(20_000));
    give("x".repeat(20_000));
    expect(loads()).toEqual([2, 1]);
  });

  test("gives to the thread that has least to do, and never begins more than it may", () => {
    const { begun, give, loads } = poolOf(2);
    for (let count = 0; count < 2; count++) give("x".repeat(20_000));
    for (const thread of begun) thread.isBusy = true;
    begun[0]!.load = 5;
    for (let count = 0; count < 3; count++) give();
    expect(loads()).toEqual([5, 4]);
  });

  test("ends all its threads, and takes nothing that was aborted before", async () => {
    const { pool, begun, give } = poolOf(2);
    for (let count = 0; count < 2; count++) give("x".repeat(20_000));
    const aborted = AbortSignal.abort(new Error("enough"));
    const task = () => {
      throw new Error("no task is made");
    };
    expect(() => pool.perform(task, { ports: NOBODY, signal: aborted })).toThrow("enough");
    await pool.dispose();
    expect(begun.map(({ state }) => state)).toEqual(["ended", "ended"]);
  });
});

describe("the engine with two threads", () => {
  let engine: WorkerEngine;
  let limitMs = 60_000;
  const notes: string[] = [];
  beforeAll(async () => {
    engine = createWorkerEngine({
      script: await buildThread("test-pool"),
      runOptions: () => ({ timeoutMs: limitMs, metrics: DEFAULT_METRICS_PROFILE }),
      logger: { ...silent, debug: (note) => notes.push(note) },
      threads: 2,
    });
  });
  afterAll(() => engine.dispose());

  const fuzzy = object(
    '{"type":"text_similarity","input":"{{sample.output_text}}","reference":"{{item.a}}","evaluation_metric":"fuzzy_match"}',
  );
  const run = (a: string, text: string, stop = signal) =>
    engine
      .with(NOBODY)
      .run({ grader: fuzzy, sample: { item: new Map([["a", a]]), output: { kind: "text", text } } }, stop);
  /** Texts of few letters are the slowest to compare. */
  const letters = (length: number, seed: number) =>
    Array.from({ length }, (_, i) => "abcde".charAt(((i * seed) ^ (i >> 3)) % 5)).join("");

  test("a row's limit ends no other, on its thread or on the other one", async () => {
    limitMs = 100;
    const slow = run(letters(300_000, 31), letters(300_000, 37));
    limitMs = 60_000;
    const long = run(letters(60_000, 31), letters(60_000, 37));
    const quick = Array.from({ length: 20 }, () => run("abc", "abc"));
    await expect(slow).rejects.toMatchObject({ reason: "timeout" });
    const { reward } = await long;
    expect(reward).toBeGreaterThan(0);
    expect((await Promise.all(quick)).map((result) => result.reward)).toEqual(Array(20).fill(1));
    expect(notes).toHaveLength(1);
  });

  test("two long texts are compared side by side: each thread can be ended with one of them", async () => {
    notes.length = 0;
    const stop = new AbortController();
    const slow = [31, 37].map((seed) => run(letters(300_000, seed), letters(300_000, 41), stop.signal));
    const ended = Promise.allSettled(slow);
    setTimeout(() => stop.abort(new Error("enough")), 500);
    expect((await ended).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    // What comes next goes to one thread each, and waits until that is begun anew.
    expect((await Promise.all([run("a", "a"), run("b", "b")])).map(({ reward }) => reward)).toEqual([1, 1]);
    expect(notes).toHaveLength(2);
  });
});

function object(text: string): JsonObject {
  const value = readJson(text);
  if (!isObject(value)) throw new Error("no object");
  return value;
}
