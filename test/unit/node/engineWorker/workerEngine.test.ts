import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createEngine } from "../../../support/createEngine";
import { DEFAULT_METRICS_PROFILE, type MetricsProfile } from "../../../../src/core/engine/metrics/profile";
import { readJson } from "../../../../src/core/json/read";
import { isObject, type JsonObject } from "../../../../src/core/json/value";
import type { PythonRequest } from "../../../../src/core/ports";
import { ProviderError } from "../../../../src/core/provider/provider";
import type { Sample } from "../../../../src/core/sample/sample";
import { nodeClock } from "../../../../src/node/clock";
import {
  createWorkerEngine,
  type HostPorts,
  type WorkerEngine,
} from "../../../../src/node/engineWorker/workerEngine";
import { buildThread, silent } from "./thread";

const refuse = (what: string) => () => Promise.reject(new Error(`${what} is not expected here`));

const noPorts: HostPorts = {
  python: { grade: refuse("Python") },
  judge: { ask: refuse("a judge") },
  embeddings: { embed: refuse("an embeddings server") },
  endpoint: refuse("an endpoint"),
};

let limitMs = 60_000;
let metrics: MetricsProfile = DEFAULT_METRICS_PROFILE;
let isAsking = false;
let engine: WorkerEngine;

beforeAll(async () => {
  engine = createWorkerEngine({
    script: await buildThread("test-worker"),
    runOptions: () => ({ timeoutMs: limitMs, metrics }),
    isAsking: () => isAsking,
    logger: silent,
  });
});

afterAll(() => engine.dispose());

function grader(text: string): JsonObject {
  const value = readJson(text);
  if (!isObject(value)) throw new Error("no object");
  return value;
}

const sample = (text: string, item = "{}"): Sample => ({
  item: readJson(item),
  output: { kind: "text", text },
});

const EXACT = grader(
  '{"type":"string_check","name":"exact","input":"{{sample.output_text}}","reference":"{{item.a}}","operation":"eq"}',
);
const FUZZY = grader(
  '{"type":"text_similarity","input":"{{sample.output_text}}","reference":"{{item.a}}","evaluation_metric":"fuzzy_match"}',
);
const similar = (metric: string) =>
  grader(
    `{"type":"text_similarity","input":"{{sample.output_text}}","reference":"{{item.a}}","evaluation_metric":"${metric}"}`,
  );
const PYTHON = grader('{"type":"python","source":"def grade(sample, item): return 1"}');
const ENDPOINT = grader('{"type":"endpoint","url":"https://graders.example/score"}');

/** Texts of few letters are the slowest to compare: these take more than ten seconds. */
const letters = (seed: number) =>
  Array.from({ length: 300_000 }, (_, i) => "abcde".charAt(((i * seed) ^ (i >> 3)) % 5)).join("");
const slow: Sample = { item: new Map([["a", letters(31)]]), output: { kind: "text", text: letters(37) } };

describe("the engine's thread", () => {
  test("answers what the engine answers, digits and whole samples included", async () => {
    const asSample: Sample = {
      item: readJson('{"a": 1.0}'),
      output: { kind: "sample", sample: grader('{"output_text":"1.0"}') },
    };
    const here = createEngine({
      ...noPorts,
      clock: nodeClock,
      python: { grade: refuse("Python"), parse: refuse("Python"), dispose: () => Promise.resolve() },
      wordnet: refuse("WordNet"),
    });
    const { signal } = new AbortController();
    const [there, expected] = await Promise.all([
      engine.with(noPorts).run({ grader: EXACT, sample: asSample }, signal),
      here.run({ grader: EXACT, sample: asSample }, signal),
    ]);
    expect(there.reward).toBe(1);
    expect({ ...there, metadata: { ...there.metadata, execution_time: 0 } }).toEqual({
      ...expected,
      metadata: { ...expected.metadata, execution_time: 0 },
    });
  });

  test("asks the host for a judge, with the index of the repeat", async () => {
    const repeats: (number | undefined)[] = [];
    const judge: HostPorts["judge"] = {
      ask: ({ repeat }) => {
        repeats.push(repeat);
        return Promise.resolve({ kind: "unavailable", requestHash: "", message: "None.", mend: "Set one." });
      },
    };
    const judged = grader('{"type":"score_model","model":"m","input":[{"role":"user","content":"Hi."}]}');
    const { signal } = new AbortController();
    const run = { grader: judged, sample: sample("x") };
    await engine.with({ ...noPorts, judge }).run(run, signal);
    await engine.with({ ...noPorts, judge }).run({ ...run, repeat: 3 }, signal);
    expect(repeats).toEqual([undefined, 3]);
  });

  test("asks the host for Python, with the arguments as JSON text", async () => {
    const requests: PythonRequest[] = [];
    const python: HostPorts["python"] = {
      grade: (request) => {
        requests.push(request);
        return Promise.resolve({
          kind: "score",
          value: 0.25,
          returned: "float",
          notes: [],
          stdout: "",
          stderr: "",
          runtime: "test",
        });
      },
    };
    const result = await engine
      .with({ ...noPorts, python })
      .run(
        { grader: PYTHON, sample: sample("x", '{"big": 12345678901234567890}') },
        AbortSignal.timeout(9000),
      );
    expect(result.reward).toBe(0.25);
    expect(requests[0]?.item).toBe('{"big":12345678901234567890}');
  });

  test("reads WordNet beside its script for METEOR", async () => {
    const { reward } = await engine
      .with(noPorts)
      .run(
        { grader: similar("meteor"), sample: sample("bright", '{"a":"smart"}') },
        AbortSignal.timeout(9000),
      );
    // One match of one word: half the mean of 1 (facts.md "Metrics").
    expect(reward).toBe(0.5);
  });

  test("takes the profile of the moment with each run", async () => {
    const run = () =>
      engine
        .with(noPorts)
        .run(
          { grader: similar("bleu"), sample: sample("Paris", '{"a":"Paris"}') },
          AbortSignal.timeout(9000),
        );
    expect(await run()).toMatchObject({
      reward: 1,
      diagnostics: { profile: "NLTK sentence_bleu, nltk-word/method4" },
    });
    metrics = { tokenizer: "split", smoothing: "method1" };
    const { reward, diagnostics } = await run();
    expect(reward).toBeCloseTo(0.177827941, 9);
    expect(diagnostics.profile).toBe("NLTK sentence_bleu, split/method1");
    metrics = DEFAULT_METRICS_PROFILE;
  });

  test("asks the host for embeddings", async () => {
    const embeddings: HostPorts["embeddings"] = {
      embed: (texts) =>
        Promise.resolve({
          kind: "vectors",
          vectors: texts.map((text) => [text.length, 0]),
          model: "text-embedding-3-large",
          origin: "https://embeddings.example",
        }),
    };
    const { reward } = await engine
      .with({ ...noPorts, embeddings })
      .run({ grader: similar("cosine"), sample: sample("x", '{"a":"xyz"}') }, AbortSignal.timeout(9000));
    expect(reward).toBe(1);
  });

  test("tells what the host refuses as the endpoint's error", async () => {
    const endpoint = () =>
      Promise.reject(new ProviderError("consent-missing", "not allowed", { mend: "Allow it." }));
    const result = await engine
      .with({ ...noPorts, endpoint })
      .run({ grader: ENDPOINT, sample: sample("x") }, AbortSignal.timeout(9000));
    expect(result.metadata.errors.endpoint_grader_server_error).toBe(true);
    expect(result.diagnostics.failures[0]).toMatchObject({ message: "not allowed", mend: "Allow it." });
  });

  test("rejects a grader that the schema refuses", async () => {
    const run = engine
      .with(noPorts)
      .run({ grader: grader('{"type":"string_check"}'), sample: sample("x") }, AbortSignal.timeout(9000));
    await expect(run).rejects.toMatchObject({ reason: "rejected" });
  });

  test("ends a long computation on cancel, and finishes the runs beside it", async () => {
    const controller = new AbortController();
    const long = engine.with(noPorts).run({ grader: FUZZY, sample: slow }, controller.signal);
    const beside = engine
      .with(noPorts)
      .run({ grader: EXACT, sample: sample("x", '{"a":"x"}') }, AbortSignal.timeout(20_000));
    const reason = new Error("enough");
    setTimeout(() => {
      controller.abort(reason);
    }, 50);
    await expect(long).rejects.toBe(reason);
    expect((await beside).reward).toBe(1);
  });

  test("stops a run at the time limit, with a mend", async () => {
    limitMs = 100;
    const run = engine.with(noPorts).run({ grader: FUZZY, sample: slow }, new AbortController().signal);
    await expect(run).rejects.toMatchObject({ reason: "timeout" });
    limitMs = 60_000;
    const after = await engine
      .with(noPorts)
      .run({ grader: EXACT, sample: sample("y", '{"a":"x"}') }, AbortSignal.timeout(9000));
    expect(after.reward).toBe(0);
  });

  test("does not count the time in which the user is asked", async () => {
    // What is left of the run when the answer is there has to fit into it on a busy machine too.
    limitMs = 1_500;
    isAsking = true;
    const answered = {
      kind: "unavailable",
      type: "local_sandbox_error",
      message: "No.",
      mend: "None.",
    } as const;
    const python: HostPorts["python"] = {
      grade: async () => {
        await wait(2 * limitMs);
        isAsking = false;
        return answered;
      },
    };
    const request = { grader: PYTHON, sample: sample("x") };
    const result = await engine.with({ ...noPorts, python }).run(request, new AbortController().signal);
    expect(result.metadata.errors.python_grader_server_error).toBe(true);
    limitMs = 60_000;
  });

  test("aborts what it asked of the host when the run is cancelled", async () => {
    const controller = new AbortController();
    const aborted = new Promise<void>((resolve) => {
      const python: HostPorts["python"] = {
        grade: (_request, signal) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener("abort", () => {
              resolve();
              reject(signal.reason as Error);
            });
          }),
      };
      const run = engine
        .with({ ...noPorts, python })
        .run({ grader: PYTHON, sample: sample("x") }, controller.signal);
      run.catch(() => undefined);
    });
    setTimeout(() => {
      controller.abort();
    }, 50);
    await aborted;
  });
});
