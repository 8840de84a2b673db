// The engine's thread: long texts are compared here, so that the extension host never waits. All that is no
// computing (Python, judges, endpoints) is asked of the host.
import { parentPort, workerData } from "node:worker_threads";
import type { LineRange } from "../../core/dataset/lineRanges";
import { gradeSample } from "../../core/engine/gradeSample";
import { DEFAULT_ENGINE_OPTIONS, type EngineOptions, type EnginePorts } from "../../core/engine/graded";
import {
  readRun,
  type EndpointAnswer,
  type PortCalls,
  type PortName,
  type RunOptions,
  type WireLive,
} from "../../core/engine/wire";
import type { Grader } from "../../core/grader/types";
import { toPlain, type JsonObject } from "../../core/json/value";
import type { FetchResponse, PythonRunner } from "../../core/ports";
import { ProviderError } from "../../core/provider/provider";
import { oncePer } from "../../core/remember";
import type { WireRange } from "../../core/runs/rangeWire";
import { nodeClock } from "../clock";
import type { RangeLook } from "../files/sampleRanges";
import { onAbort } from "../onAbort";
import { installedWordnet } from "../wordnet";
import { Attention } from "./attention";
import { LiveTasks } from "./liveTasks";
import type { FromWorker, Task, TaskResult, ToThread, ToWorker, WorkerData } from "./messages";

const port = parentPort;
if (!port) throw new Error("This script is the engine's worker thread.");

const { distDir, attention: memory } = workerData as WorkerData;
const attention = new Attention(memory);
const wordnet = installedWordnet(distDir);
const runs = new Map<number, AbortController>();
const calls = new Map<
  number,
  { readonly run: number; readonly take: (answer: PortCalls[PortName]["answer"]) => void }
>();
let lastCall = 0;

/** @param moved memory that the host gets, and this thread has no more */
function send(message: FromWorker, moved: readonly ArrayBuffer[] = []): void {
  port?.postMessage(message, moved);
}

function ask<Name extends PortName>(
  run: number,
  name: Name,
  request: PortCalls[Name]["request"],
  signal: AbortSignal,
): Promise<PortCalls[Name]["answer"]> {
  return new Promise((resolve, reject) => {
    const call = ++lastCall;
    const stopListening = onAbort(signal, () => {
      calls.delete(call);
      reject(signal.reason as Error);
    });
    const take = (answer: PortCalls[PortName]["answer"]) => {
      stopListening();
      resolve(answer);
    };
    calls.set(call, { run, take });
    send({ type: "call", call, run, port: name, request });
  });
}

/** @param goesOn called where the run goes on in another turn of the event loop, unless the host has answered */
function engineOf(
  run: number,
  options: RunOptions,
  goesOn = () => attention.give(run),
): { ports: EnginePorts; options: EngineOptions } {
  const ports: EnginePorts = {
    clock: nodeClock,
    wordnet: async () => {
      const synonyms = await wordnet();
      goesOn();
      return synonyms;
    },
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

const live = new LiveTasks();

const checkedByHost = oncePer((grader: JsonObject) => toPlain(grader) as unknown as Grader);

function perform(id: number, task: Task, signal: AbortSignal): Promise<TaskResult> {
  switch (task.type) {
    case "run": {
      const { grader, ...request } = readRun(task.run);
      return gradeSample(checkedByHost(grader), request, engineOf(id, task.run.options), signal);
    }
    case "live":
      return live.grade(task.live, liveEngine(id, task.live), signal);
    case "compare":
      return live.compare(task.compare, liveEngine(id, task.compare), signal, () => attention.give(id));
    case "look":
      return lookThroughRange(task.path, task.range);
    case "range":
      return queued(() => takeRange(id, task.range, signal));
  }
}

/** What reads files is loaded where there is one. */
async function lookThroughRange(path: string, range: LineRange): Promise<RangeLook> {
  const { lookThrough } = await import("./rangeTask");
  return lookThrough(path, range);
}

/** One range after the other: rows that come back in their order are of use first. */
function queued<Result>(take: () => Promise<Result>): Promise<Result> {
  const taken = lastRange.then(take);
  lastRange = taken.catch(() => undefined);
  return taken;
}
let lastRange: Promise<unknown> = Promise.resolve();

async function takeRange(id: number, range: WireRange, signal: AbortSignal): Promise<boolean> {
  const { gradeRange } = await import("./rangeTask");
  signal.throwIfAborted();
  return gradeRange(range, {
    engine: (attend) => engineOf(id, range.options, attend),
    attend: (step) => attention.give(id, step),
    tell: (rows) =>
      send({ type: "rows", id, rows }, rows.kind === "lines" ? [rows.lines.buffer as ArrayBuffer] : []),
    signal,
  });
}

function liveEngine(id: number, { options, python }: Pick<WireLive, "options" | "python">) {
  const engine = engineOf(id, options);
  return python ? engine : { ...engine, ports: { ...engine.ports, python: noPython } };
}

/** Python that was not graded before waits. */
const noPython: PythonRunner = {
  parse: () => Promise.reject(new Error("the engine parses no Python")),
  grade: () => Promise.resolve({ kind: "unavailable", type: "local_sandbox_error", message: "", mend: "" }),
  dispose: () => Promise.resolve(),
};

async function take(id: number, task: Task): Promise<void> {
  const controller = new AbortController();
  runs.set(id, controller);
  // A range tells of its steps when its turn has come.
  if (task.type !== "range") attention.give(id);
  try {
    send({ type: "result", id, result: await perform(id, task, controller.signal) });
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
    attention.forget(id);
  }
}

// Each in its own time: what one leaves to be done at once is done before the next is taken.
port.on("message", (messages: ToWorker) => {
  for (const message of messages) setImmediate(receive, message);
});

function receive(message: ToThread): void {
  switch (message.type) {
    case "run":
    case "live":
    case "compare":
    case "look":
    case "range":
      void take(message.id, message);
      break;
    case "abort":
      runs.get(message.id)?.abort();
      break;
    case "answer": {
      const call = calls.get(message.call);
      calls.delete(message.call);
      if (!call) break;
      attention.give(call.run);
      call.take(message.answer);
      break;
    }
  }
}
