/** The host's side of a batch, without VS Code: the engine in its thread, Python in its child. */
import { join } from "node:path";
import { runPlan } from "../../../src/core/runs/runner";
import { readRow } from "../../../src/core/dataset/row";
import type { LocatedSample } from "../../../src/core/dataset/rows";
import { DEFAULT_METRICS_PROFILE } from "../../../src/core/engine/metrics/profile";
import { fromPlain, isObject, type JsonObject, type PlainJson } from "../../../src/core/json/value";
import { createWorkerEngine } from "../../../src/node/engineWorker/workerEngine";
import { nodeFetch } from "../../../src/node/http/nodeFetch";
import { installedSandbox } from "../../../src/node/python/installedSandbox";

/** `graders.concurrency` as it is by default. */
const CONCURRENCY = 8;

export interface Rows {
  readonly dist: string;
  readonly cache: string;
  readonly grader: object;
  readonly pairs: readonly { readonly reference: string; readonly output: string }[];
  readonly count: number;
}

/** Grades `count` rows, the pairs again and again. */
export async function runRows({ dist, cache, grader, pairs, count }: Rows): Promise<void> {
  const { signal } = new AbortController();
  const python = installedSandbox({ distDir: dist, cacheDir: cache }, { timeoutMs: 120_000 });
  const unavailable = { kind: "unavailable", requestHash: "", message: "none", mend: "none" } as const;
  const engine = createWorkerEngine({
    script: join(dist, "engineWorker.cjs"),
    runOptions: () => ({ timeoutMs: 120_000, metrics: DEFAULT_METRICS_PROFILE }),
    logger: console,
  });
  const provider = engine.with({
    python,
    judge: { ask: () => Promise.resolve(unavailable) },
    embeddings: { embed: () => Promise.resolve(unavailable) },
    endpoint: nodeFetch,
  });
  const plan = { provider, grader: object(grader as PlainJson) };
  try {
    for await (const event of runPlan(plan, rows(pairs, count), { concurrency: CONCURRENCY, signal })) {
      if (event.kind === "ended" && event.outcome.why) throw new Error(event.outcome.why.message);
    }
  } finally {
    await Promise.all([engine.dispose(), python.dispose()]);
  }
}

function* rows(pairs: Rows["pairs"], count: number): Generator<LocatedSample> {
  for (let index = 0; index < count; index++) {
    const { reference, output } = pairs[index % pairs.length]!;
    const sample = readRow(object({ item: { reference }, model_sample: output }));
    yield { index, line: index + 1, range: { start: 0, end: 0 }, sample };
  }
}

function object(value: PlainJson): JsonObject {
  const json = fromPlain(value);
  if (!isObject(json)) throw new Error("an object is needed here");
  return json;
}
