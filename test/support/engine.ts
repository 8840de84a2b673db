import { createEngine } from "./createEngine";
import type { EngineOptions, EnginePorts } from "../../src/core/engine/graded";
import type { EmbeddingsClient } from "../../src/core/judge/embeddingsClient";
import { httpEmbeddings, type HttpEmbeddingsOptions } from "../../src/core/judge/httpEmbeddings";
import { httpJudge, type HttpJudgeOptions } from "../../src/core/judge/httpJudge";
import type { JudgeClient } from "../../src/core/judge/judgeClient";
import { fromPlain, isObject, type Json } from "../../src/core/json/value";
import type { Clock, PythonRunner } from "../../src/core/ports";
import { withEvals } from "../../src/core/provider/evals";
import type { RunResult } from "../../src/core/result/runResult";
import { readRow } from "../../src/core/dataset/row";
import { nodeClock } from "../../src/node/clock";
import { nodeFetch } from "../../src/node/http/nodeFetch";
import { wordnet } from "./metrics";

/** Python that is not there, as in an installation without a sandbox. */
export const noPython: PythonRunner = {
  parse: () => Promise.resolve(MISSING),
  grade: () => Promise.resolve(MISSING),
  dispose: () => Promise.resolve(),
};

const MISSING = {
  kind: "unavailable",
  type: "local_sandbox_error",
  message: "There is no sandbox here.",
  mend: "Install it.",
} as const;

/** Time that passes in no time: back-off is asked for and not waited for. */
export function hastyClock(): Clock & { readonly pauses: number[] } {
  const pauses: number[] = [];
  return {
    pauses,
    now: () => performance.now(),
    sleep: (milliseconds, signal) => {
      signal.throwIfAborted();
      pauses.push(milliseconds);
      return Promise.resolve();
    },
  };
}

/** A real HTTP judge; without a base URL no judge is set. */
export function judgeAt(baseUrl: string | undefined, over: Partial<HttpJudgeOptions> = {}): JudgeClient {
  return httpJudge({
    fetch: nodeFetch,
    clock: hastyClock(),
    targetFor: (model) => (baseUrl === undefined ? undefined : { baseUrl, model }),
    keyFor: () => Promise.resolve(undefined),
    timeoutMs: 10_000,
    ...over,
  });
}

/** A real HTTP client for embeddings; without a base URL no server is set. */
export function embeddingsAt(
  baseUrl: string | undefined,
  over: Partial<HttpEmbeddingsOptions> = {},
): EmbeddingsClient {
  return httpEmbeddings({
    fetch: nodeFetch,
    clock: hastyClock(),
    target: () => (baseUrl === undefined ? undefined : { baseUrl, model: "text-embedding-3-large" }),
    keyFor: () => Promise.resolve(undefined),
    timeoutMs: 10_000,
    ...over,
  });
}

/** The engine's ports where nothing is set up: no Python, no judge, no embeddings. */
export const testPorts: EnginePorts = {
  python: noPython,
  judge: judgeAt(undefined),
  embeddings: embeddingsAt(undefined),
  endpoint: nodeFetch,
  wordnet,
  clock: nodeClock,
};

export interface EngineTestOptions extends Partial<EnginePorts> {
  readonly engine?: EngineOptions;
  readonly signal?: AbortSignal;
}

/** Grades one row of a samples file with the engine. */
export async function gradeRow(
  grader: unknown,
  row: unknown,
  { engine, signal = new AbortController().signal, ...ports }: EngineTestOptions = {},
): Promise<RunResult> {
  const provider = withEvals(createEngine({ ...testPorts, ...ports }, ...(engine ? [engine] : [])));
  return provider.run({ grader: asObject(grader), sample: readRow(asObject(row)) }, signal);
}

function asObject(value: unknown) {
  const json: Json = fromPlain(value);
  if (!isObject(json)) throw new Error("an object is needed here");
  return json;
}
