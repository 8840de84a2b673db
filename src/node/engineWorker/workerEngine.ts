import { t } from "@vscode/l10n";
import { dirname } from "node:path";
import { Worker } from "node:worker_threads";
import type { LiveComparison } from "../../core/dataset/liveComparison";
import type { EmbeddingsClient } from "../../core/judge/embeddingsClient";
import type { JudgeClient } from "../../core/judge/judgeClient";
import type { Fetch, Logger, PythonRunner } from "../../core/ports";
import { readBody } from "../../core/provider/body";
import { ProviderError, type GraderProvider } from "../../core/provider/provider";
import { checkedGrader } from "../../core/engine/checkedGrader";
import { engineValidation } from "../../core/engine/validation";
import type { LiveGrade } from "../../core/result/liveOutcome";
import { saidBy } from "../../core/said";
import { Turn } from "../slices";
import { timeLimit } from "../timeLimit";
import {
  writeRun,
  type EndpointAnswer,
  type EndpointCall,
  type FromWorker,
  type PortCalls,
  type PortName,
  type RunOptions,
  type Task,
  type TaskResult,
  type ToWorker,
  type WireComparison,
  type WireLive,
  type WorkerData,
} from "./messages";

/** What stays with the host: its processes, its network, its keys. */
export interface HostPorts {
  readonly python: Pick<PythonRunner, "grade">;
  readonly judge: JudgeClient;
  readonly embeddings: EmbeddingsClient;
  readonly endpoint: Fetch;
}

export interface WorkerEngineOptions {
  /** The worker's script, `dist/engineWorker.cjs`; data files are beside it. */
  readonly script: string;
  /** Asked at the start of each run; `timeoutMs` limits the whole of it. */
  readonly runOptions: () => RunOptions;
  /** Whether the user is asked something that runs wait for: until the answer no run's time counts. */
  readonly isAsking?: () => boolean;
  readonly logger: Logger;
  /** Sentences in the user's language by the English ones; absent for English. */
  readonly words?: WorkerData["words"];
}

export interface WorkerEngine {
  /** The engine with these ports; all share the one thread. */
  with(ports: HostPorts): GraderProvider;
  /** Grades while a grader is edited; only `python` is asked of the ports. */
  readonly live: LiveEngine;
  dispose(): Promise<void>;
}

/** What computes while a grader is edited. Rejects with the signal's reason when aborted. */
export interface LiveEngine {
  grade(
    live: Omit<WireLive, "options">,
    python: HostPorts["python"],
    signal: AbortSignal,
  ): Promise<LiveGrade>;
  compare(
    compare: Omit<WireComparison, "options">,
    python: HostPorts["python"],
    signal: AbortSignal,
  ): Promise<LiveComparison>;
}

const askNobody = () => Promise.reject(new Error("what is graded while it is edited asks nobody"));
/** `livePart` has left out what asks; here nothing could leave if it had not. */
const NOBODY = { judge: { ask: askNobody }, embeddings: { embed: askNobody }, endpoint: askNobody };

/** How long an aborted run may go on computing before its thread is ended. */
const ABORT_GRACE_MS = 200;
const MAX_ENDPOINT_BYTES = 1_000_000;

interface Pending {
  readonly task: Task;
  readonly ports: HostPorts;
  readonly signal: AbortSignal;
  readonly resolve: (result: TaskResult) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The embedded engine in a thread of its own. Ending the thread ends any computation at once; runs of others
 * that were in it start again in a new thread.
 */
export function createWorkerEngine(options: WorkerEngineOptions): WorkerEngine {
  const host = new EngineHost(options);
  return {
    with: (ports) => ({
      // Validating is no work: it needs no thread.
      ...engineValidation,
      run: async (request, signal) => {
        // Here and not in the thread: the window has the schema's validator already.
        checkedGrader(request.grader);
        return host.perform((options) => ({ type: "run", run: writeRun(request, options) }), ports, signal);
      },
    }),
    live: {
      grade: (live, python, signal) =>
        host.perform(
          (options) => ({ type: "live", live: { ...live, options } }),
          { ...NOBODY, python },
          signal,
        ),
      compare: (compare, python, signal) =>
        host.perform(
          (options) => ({ type: "compare", compare: { ...compare, options } }),
          { ...NOBODY, python },
          signal,
        ),
    },
    dispose: () => host.dispose(),
  };
}

class EngineHost {
  private worker: Worker | undefined;
  private readonly pending = new Map<number, Pending>();
  private lastId = 0;

  constructor(private readonly options: WorkerEngineOptions) {}

  /** The thread answers a task with that task's result. */
  perform<Result extends TaskResult>(
    taskWith: (options: RunOptions) => Task,
    ports: HostPorts,
    outer: AbortSignal,
  ): Promise<Result> {
    outer.throwIfAborted();
    const runOptions = this.options.runOptions();
    const { timeoutMs: limitMs } = runOptions;
    const task = taskWith(runOptions);
    const limit = timeLimit(limitMs, this.options.isAsking);
    const signal = AbortSignal.any([outer, limit.signal]);
    const id = ++this.lastId;
    return new Promise<Result>((resolve, reject) => {
      const abort = () => {
        limit.end();
        this.abort(id);
        reject(outer.aborted ? (outer.reason as Error) : timedOut(limitMs));
      };
      signal.addEventListener("abort", abort, { once: true });
      const settled = () => {
        limit.end();
        signal.removeEventListener("abort", abort);
        this.pending.delete(id);
      };
      this.pending.set(id, {
        task,
        ports,
        signal,
        resolve: (result) => {
          settled();
          resolve(result as Result);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
      });
      this.give(id, task);
    });
  }

  async dispose(): Promise<void> {
    for (const { reject } of this.pending.values())
      reject(new ProviderError("server", t("The engine was closed.")));
    await this.worker?.terminate();
  }

  private abort(id: number): void {
    this.pending.delete(id);
    this.send({ type: "abort", id });
    // A thread that computes hears nothing: it is ended where it does not answer soon.
    const { worker } = this;
    setTimeout(() => {
      if (worker && worker === this.worker && this.busy.has(id)) this.restart("a run was cancelled");
    }, ABORT_GRACE_MS).unref();
  }

  /** Runs that the thread has not yet left, aborted ones included. */
  private readonly busy = new Set<number>();

  private readonly turn = new Turn();

  private give(id: number, task: Task): void {
    if (this.turn.isLong()) {
      setImmediate(() => {
        if (this.pending.has(id)) this.give(id, task);
      });
      return;
    }
    this.busy.add(id);
    this.send({ ...task, id });
  }

  private send(message: ToWorker): void {
    this.worker ??= this.start();
    this.worker.postMessage(message);
  }

  private start(): Worker {
    const worker = new Worker(this.options.script, {
      name: "graders engine",
      workerData: { distDir: dirname(this.options.script), words: this.options.words } satisfies WorkerData,
    });
    worker.on("message", (message: FromWorker) => {
      this.receive(message);
    });
    worker.on("error", (error) => {
      this.options.logger.error(`The engine's thread failed: ${error.stack ?? error.message}`);
      if (worker === this.worker) this.failAll(error);
    });
    worker.unref();
    return worker;
  }

  private restart(why: string): void {
    this.options.logger.debug(`The engine's thread is started anew: ${why}.`);
    void this.worker?.terminate();
    this.worker = undefined;
    this.busy.clear();
    for (const [id, { task }] of this.pending) this.give(id, task);
  }

  private failAll(error: Error): void {
    this.worker = undefined;
    this.busy.clear();
    for (const { reject } of [...this.pending.values()]) reject(error);
  }

  private receive(message: FromWorker): void {
    if (message.type === "call") {
      void this.answer(message);
      return;
    }
    this.busy.delete(message.id);
    const run = this.pending.get(message.id);
    if (message.type === "result") run?.resolve(message.result);
    else if (message.type === "rejected")
      run?.reject(new ProviderError(message.reason, message.message, message.details));
    else if (message.type === "bug")
      run?.reject(Object.assign(new Error(message.message), { stack: message.stack }));
  }

  private async answer({ call, run, port, request }: Extract<FromWorker, { type: "call" }>): Promise<void> {
    const pending = this.pending.get(run);
    const { worker } = this;
    if (!pending) return;
    try {
      const answer = await callPort(pending, port, request);
      if (worker === this.worker) this.send({ type: "answer", call, answer });
    } catch (error) {
      if (!pending.signal.aborted) pending.reject(error as Error);
    }
  }
}

function timedOut(limitMs: number): ProviderError {
  return new ProviderError(
    "timeout",
    t("The run took longer than {0} s and was stopped.", Math.round(limitMs / 1000)),
    {
      mend: t("Raise graders.timeoutSeconds, or look at what the grader waits for."),
    },
  );
}

function callPort(
  { ports, signal }: Pending,
  port: PortName,
  request: PortCalls[PortName]["request"],
): Promise<PortCalls[PortName]["answer"]> {
  switch (port) {
    case "python":
      return ports.python.grade(request as PortCalls["python"]["request"], signal);
    case "judge":
      return ports.judge.ask(request as PortCalls["judge"]["request"], signal);
    case "embeddings":
      return ports.embeddings.embed(request as PortCalls["embeddings"]["request"], signal);
    case "endpoint":
      return callEndpoint(ports.endpoint, request as EndpointCall, signal);
  }
}

async function callEndpoint(
  fetch: Fetch,
  { url, headers, body }: EndpointCall,
  signal: AbortSignal,
): Promise<EndpointAnswer> {
  try {
    const response = await fetch(url, { method: "POST", headers, body, signal, redirect: "manual" });
    return { kind: "response", status: response.status, body: await readBody(response, MAX_ENDPOINT_BYTES) };
  } catch (error) {
    if (error instanceof ProviderError) {
      const { message, english, details } = error;
      return { kind: "refused", message, english, ...(details.mend !== undefined && { mend: details.mend }) };
    }
    signal.throwIfAborted();
    const { message, english } = saidBy(error);
    return { kind: "failed", message, english };
  }
}
