// The engine's thread: long texts are compared here, so that the extension host never waits. All that is no
// computing (Python, judges, endpoints) is asked of the host.
import "./displayLanguage";
import { parentPort, workerData } from "node:worker_threads";
import { gradeSample } from "../../core/engine/gradeSample";
import { DEFAULT_ENGINE_OPTIONS, type EngineOptions, type EnginePorts } from "../../core/engine/graded";
import type { Grader } from "../../core/grader/types";
import { toPlain } from "../../core/json/value";
import type { FetchResponse } from "../../core/ports";
import { ProviderError } from "../../core/provider/provider";
import { nodeClock } from "../clock";
import { installedWordnet } from "../wordnet";
import {
  readRun,
  type EndpointAnswer,
  type FromWorker,
  type PortCalls,
  type PortName,
  type RunOptions,
  type ToWorker,
  type WorkerData,
  type WireRun,
} from "./messages";

const port = parentPort;
if (!port) throw new Error("This script is the engine's worker thread.");

const wordnet = installedWordnet((workerData as WorkerData).distDir);
const runs = new Map<number, AbortController>();
const calls = new Map<number, (answer: PortCalls[PortName]["answer"]) => void>();
let lastCall = 0;

function send(message: FromWorker): void {
  port?.postMessage(message);
}

function ask<Name extends PortName>(
  run: number,
  name: Name,
  request: PortCalls[Name]["request"],
  signal: AbortSignal,
): Promise<PortCalls[Name]["answer"]> {
  return new Promise((resolve, reject) => {
    const call = ++lastCall;
    const abort = () => {
      calls.delete(call);
      reject(signal.reason as Error);
    };
    signal.addEventListener("abort", abort, { once: true });
    calls.set(call, (answer) => {
      signal.removeEventListener("abort", abort);
      resolve(answer);
    });
    send({ type: "call", call, run, port: name, request });
  });
}

function engineOf(run: number, options: RunOptions): { ports: EnginePorts; options: EngineOptions } {
  const ports: EnginePorts = {
    clock: nodeClock,
    wordnet,
    python: {
      grade: (request, signal) => ask(run, "python", request, signal),
      parse: () => Promise.reject(new Error("the engine parses no Python")),
      dispose: () => Promise.resolve(),
    },
    judge: { ask: (request, signal) => ask(run, "judge", request, signal) },
    embeddings: { embed: (texts, signal) => ask(run, "embeddings", texts, signal) },
    endpoint: async (url, { headers, body = "", signal }) =>
      readResponse(await ask(run, "endpoint", { url, headers, body }, signal)),
  };
  return { ports, options: { ...DEFAULT_ENGINE_OPTIONS, ...options } };
}

function readResponse(answer: EndpointAnswer): FetchResponse {
  if (answer.kind === "refused") {
    throw new ProviderError("consent-missing", answer, {
      ...(answer.mend !== undefined && { mend: answer.mend }),
    });
  }
  if (answer.kind === "failed") throw Object.assign(new Error(answer.message), { english: answer.english });
  const bytes = new TextEncoder().encode(answer.body);
  return { status: answer.status, headers: { get: () => null }, body: chunks(bytes) };
}

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

async function grade(id: number, run: WireRun): Promise<void> {
  const controller = new AbortController();
  runs.set(id, controller);
  try {
    const { grader, ...request } = readRun(run);
    const checked = toPlain(grader) as unknown as Grader;
    const result = await gradeSample(checked, request, engineOf(id, run.options), controller.signal);
    send({ type: "result", id, result });
  } catch (error) {
    if (controller.signal.aborted) send({ type: "left", id });
    else if (error instanceof ProviderError) {
      const { reason, message, details } = error;
      send({ type: "rejected", id, reason, message, details });
    } else {
      const { message, stack } = error instanceof Error ? error : new Error(String(error));
      send({ type: "bug", id, message, stack });
    }
  } finally {
    runs.delete(id);
  }
}

port.on("message", (message: ToWorker) => {
  switch (message.type) {
    case "run":
      void grade(message.id, message.run);
      break;
    case "abort":
      runs.get(message.id)?.abort();
      break;
    case "answer":
      calls.get(message.call)?.(message.answer);
      calls.delete(message.call);
      break;
  }
});
