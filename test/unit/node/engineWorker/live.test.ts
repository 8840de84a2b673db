import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_METRICS_PROFILE } from "../../../../src/core/engine/metrics/profile";
import type { Grader } from "../../../../src/core/grader/types";
import type { PythonOutcome } from "../../../../src/core/ports";
import {
  createWorkerEngine,
  type HostPorts,
  type WorkerEngine,
} from "../../../../src/node/engineWorker/workerEngine";
import { buildThread } from "./thread";

let engine: WorkerEngine;

beforeAll(async () => {
  const script = await buildThread("test-live-worker");
  const note = () => undefined;
  engine = createWorkerEngine({
    script,
    runOptions: () => ({ timeoutMs: 60_000, metrics: DEFAULT_METRICS_PROFILE }),
    logger: { trace: note, debug: note, info: note, warn: note, error: note },
  });
});

afterAll(() => engine.dispose());

const noPython: HostPorts["python"] = {
  grade: () => Promise.reject(new Error("Python is not expected here")),
};
const { signal } = new AbortController();

const check = (reference: string): Grader => ({
  type: "string_check",
  input: "{{sample.output_text}}",
  reference,
  operation: "eq",
});
const rowOf = (model_sample: string) => JSON.stringify({ item: { a: "x" }, model_sample });

describe("what the engine's thread grades while a grader is edited", () => {
  test("one row at once", async () => {
    const live = { grader: check("{{item.a}}"), row: rowOf("x"), python: false };
    expect(await engine.live.grade(live, noPython, signal)).toEqual({
      whole: { kind: "scored", reward: 1 },
      parts: {},
    });
  });

  test("many rows, compared with the grader as it was saved", async () => {
    const rows = ["x", "y", "x", "z"].map(rowOf);
    const compare = { grader: check("x"), saved: check("y"), rows, python: false };
    expect((await engine.live.compare(compare, noPython, signal)).whole).toEqual({
      ...{ rows: 4, changed: 3, newlyErrored: 0, noLongerErrored: 0 },
      means: { before: 0.25, after: 0.5 },
    });
    const broken = { ...compare, grader: check("{{item.b}}") };
    expect((await engine.live.compare(broken, noPython, signal)).whole).toMatchObject({ newlyErrored: 4 });
  });

  test("Python only where it may run, and what was graded is known then", async () => {
    const asked: string[] = [];
    const python: HostPorts["python"] = {
      grade: ({ source }) => {
        asked.push(source);
        const score = {
          kind: "score",
          value: 0.5,
          returned: "float",
          notes: [],
          stdout: "",
          stderr: "",
          runtime: "",
        };
        return Promise.resolve(score as PythonOutcome);
      },
    };
    const live = { grader: { type: "python", source: "x" } as Grader, row: rowOf("x") };
    const wait = await engine.live.grade({ ...live, python: false }, python, signal);
    expect(wait.whole).toEqual({ kind: "waiting", slow: false });
    for (const allowed of [true, false]) {
      const { whole } = await engine.live.grade({ ...live, python: allowed }, python, signal);
      expect(whole).toEqual({ kind: "scored", reward: 0.5 });
    }
    expect(asked).toEqual(["x"]);
  });

  test("asks no judge, whatever it is given", async () => {
    const grader = { type: "score_model", model: "m", input: [{ role: "user", content: "x" }] } as Grader;
    await expect(
      engine.live.grade({ grader, row: rowOf("x"), python: false }, noPython, signal),
    ).rejects.toThrow("asks nobody");
  });

  test("stops between two rows, and answers the next question at once", async () => {
    const words = Array.from({ length: 4000 }, (_, index) => `word${index % 97}`).join(" ");
    const grader: Grader = {
      type: "text_similarity",
      input: `${words} {{sample.output_text}}`,
      reference: words,
      evaluation_metric: "rouge_l",
    };
    const rows = Array.from({ length: 2000 }, (_, index) => rowOf(String(index)));
    const controller = new AbortController();
    const compared = engine.live.compare(
      { grader, saved: check("x"), rows, python: false },
      noPython,
      controller.signal,
    );
    await engine.live.grade({ grader: check("x"), row: rowOf("x"), python: false }, noPython, signal);
    controller.abort(new Error("typed on"));
    await expect(compared).rejects.toThrow("typed on");
    const { whole } = await engine.live.grade(
      { grader: check("y"), row: rowOf("y"), python: false },
      noPython,
      signal,
    );
    expect(whole).toEqual({ kind: "scored", reward: 1 });
  });
});
