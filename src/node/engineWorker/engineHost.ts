import { t } from "@vscode/l10n";
import { dirname } from "node:path";
import { Worker } from "node:worker_threads";
import type { RunOptions } from "../../core/engine/wire";
import type { Logger } from "../../core/ports";
import { ProviderError } from "../../core/provider/provider";
import type { RowBatch } from "../../core/runs/rangeWire";
import { Turn } from "../slices";
import { attended, attentionMemory } from "./attention";
import type { HostPorts } from "./hostCalls";
import { HostRun } from "./hostRun";
import { Pace } from "./pace";
import { RangeRun } from "./rangeRun";
import type { FromWorker, Task, TaskResult, ToThread, ToWorker, WorkerData } from "./messages";

export interface WorkerEngineOptions {
  /** The worker's script, `dist/engineWorker.cjs`; data files are beside it. */
  readonly script: string;
  /** Asked at the start of each run; `timeoutMs` limits what is computed for it and what it waits for the host. */
  readonly runOptions: () => RunOptions;
  /** Whether the user is asked something that runs wait for: until the answer no run's waiting counts. */
  readonly isAsking?: () => boolean;
  /** Whether the ports end what they do at limits of their own: then only what is computed counts. */
  readonly portsAreLimited?: boolean;
  readonly logger: Logger;
  /** Sentences in the user's language by the English ones; absent for English. */
  readonly words?: WorkerData["words"];
  /** Threads at most, 1 or more; absent: as many as the machine has processors, and no more than 8. */
  readonly threads?: number;
}

/** How a task is performed. */
export interface Asked {
  /** Milliseconds that may be computed for it and that it may wait for the host; of a range, for each step. */
  readonly limitMs: number;
  readonly ports: HostPorts;
  readonly signal: AbortSignal;
  /** Given a range's rows as they end. */
  readonly take?: (rows: RowBatch) => void;
}

/** How long an ended run may go on computing before its thread is ended. */
const GRACE_MS = 200;
/** How often is looked at what runs have used of their time. */
const LOOK_MS = 20;

/** The thread as the host knows it: begun, given runs, looked at, and begun anew where one run keeps it. */
export class EngineHost {
  private worker: Worker | undefined;
  /** Whether the thread keeps the process from ending, as a thread does that has begun. */
  private keepsProcess = true;
  private attention = attentionMemory();
  private readonly pending = new Map<number, HostRun>();
  /** Runs that the thread has not left yet: for those that have ended, since when. */
  private readonly held = new Map<number, { endedAt?: number }>();
  /** What the thread is told at the end of this turn of the event loop. */
  private readonly outbox: ToThread[] = [];
  private readonly turn = new Turn();
  private readonly pace = new Pace();
  private lastId = 0;
  private looking: NodeJS.Timeout | undefined;
  private lookedAt = 0;

  constructor(private readonly options: WorkerEngineOptions) {}

  /** Tasks that have not ended. */
  get load(): number {
    return this.pending.size;
  }

  /** Whether the thread has hardly waited for anything of late: who is given to it now waits for others. */
  get isBusy(): boolean {
    return this.worker !== undefined && this.pace.isBusy(this.worker);
  }

  /** The thread answers a task with that task's result. */
  perform<Result extends TaskResult>(task: Task, asked: Asked): Promise<Result> {
    const { signal, take = () => undefined } = asked;
    const id = ++this.lastId;
    return new Promise<Result>((resolve, reject) => {
      const end = { resolve: (result: TaskResult) => resolve(result as Result), reject };
      const terms = { ...asked, end, aborted: () => this.endEarly(id, signal.reason as Error) };
      const run = task.type === "range" ? new RangeRun(task.range, terms, take) : new HostRun(task, terms);
      this.pending.set(id, run);
      this.keepProcess();
      this.give(id, task);
    });
  }

  /** Begins the thread, so that the first run need not wait for it. */
  start(): void {
    this.begin();
  }

  private begin(): Worker {
    this.attention = attentionMemory();
    const { script, words } = this.options;
    const worker = new Worker(script, {
      name: "graders engine",
      workerData: { distDir: dirname(script), words, attention: this.attention } satisfies WorkerData,
    });
    worker.on("message", (message: FromWorker) => {
      if (worker === this.worker) this.receive(message);
    });
    worker.on("error", (error) => {
      if (worker === this.worker) this.failed(error);
    });
    this.worker = worker;
    this.keepsProcess = true;
    this.keepProcess();
    return worker;
  }

  async dispose(): Promise<void> {
    clearInterval(this.looking);
    for (const id of [...this.pending.keys()])
      this.take(id)?.reject(new ProviderError("server", t("The engine was closed.")));
    await this.worker?.terminate();
  }

  private give(id: number, task: Task): void {
    if (this.turn.isLong()) {
      setImmediate(() => {
        if (this.pending.has(id)) this.give(id, task);
      });
      return;
    }
    this.held.set(id, {});
    this.send({ ...task, id });
    if (this.looking !== undefined) return;
    this.lookedAt = performance.now();
    this.looking = setInterval(() => this.look(), LOOK_MS).unref();
  }

  private send(message: ToThread): void {
    this.outbox.push(message);
    if (this.outbox.length > 1) return;
    setImmediate(() => {
      const messages = this.outbox.splice(0);
      if (messages.length > 0) (this.worker ?? this.begin()).postMessage(messages satisfies ToWorker);
    });
  }

  /** Takes a run out, to be ended. */
  private take(id: number): HostRun | undefined {
    const run = this.pending.get(id);
    this.pending.delete(id);
    this.keepProcess();
    return run;
  }

  /**
   * Who waits for what the thread computes must not see the process end before it. Who waits for the host is kept by
   * what brings the answer, a connection or a child: where there is none, the process may see that none will come.
   */
  private keepProcess(): void {
    const keeps = this.computesForSomeone();
    if (!this.worker || keeps === this.keepsProcess) return;
    if (keeps) this.worker.ref();
    else this.worker.unref();
    this.keepsProcess = keeps;
  }

  private computesForSomeone(): boolean {
    for (const { calls } of this.pending.values()) if (!calls.areOpen) return true;
    return false;
  }

  private endEarly(id: number, error: Error): void {
    const held = this.held.get(id);
    if (held) {
      held.endedAt = performance.now();
      this.send({ type: "abort", id });
    }
    this.take(id)?.reject(error);
  }

  /** What a run has used is what the thread computed for it, and what it waited for the host. */
  private look(): void {
    const at = performance.now();
    const elapsed = at - this.lookedAt;
    this.lookedAt = at;
    const now = attended(this.attention);
    const waitsCount = this.options.portsAreLimited !== true && this.options.isAsking?.() !== true;
    for (const [id, run] of this.pending) {
      if (id === now?.run) run.computed(now);
      else if (waitsCount && run.calls.areOpen) run.waited(elapsed);
      const limitMs = run.exceeded;
      if (limitMs === undefined) continue;
      const why = timedOut(limitMs);
      if (goesOnWithout(run, why)) {
        this.restart("a row took too long");
        return;
      }
      this.endEarly(id, why);
    }
    const endedAt = now && this.held.get(now.run)?.endedAt;
    if (endedAt !== undefined && at - endedAt >= GRACE_MS) this.restart("an ended run went on computing");
    if (this.held.size > 0) return;
    clearInterval(this.looking);
    this.looking = undefined;
  }

  private restart(why: string): void {
    this.options.logger.debug(`The engine's thread is started anew: ${why}.`);
    void this.worker?.terminate();
    this.worker = undefined;
    this.held.clear();
    this.outbox.length = 0;
    for (const [id, run] of this.pending) {
      run.calls.startOver();
      this.give(id, run.task);
    }
  }

  /** A thread that broke, as for want of memory, broke at the run that it computed for: that one is in error. */
  private failed(error: Error): void {
    this.options.logger.error(`The engine's thread failed: ${error.message}`);
    const now = attended(this.attention);
    const culprit = now && this.pending.get(now.run);
    if (now && culprit) {
      const why = new ProviderError("server", t("The engine's thread failed: {0}", error.message));
      culprit.computed(now);
      if (!goesOnWithout(culprit, why)) this.take(now.run)?.reject(why);
      this.restart("it failed");
      return;
    }
    this.worker = undefined;
    this.held.clear();
    this.outbox.length = 0;
    for (const id of [...this.pending.keys()]) this.take(id)?.reject(error);
  }

  private receive(message: FromWorker): void {
    if (message.type === "call") {
      void this.answer(message);
      return;
    }
    if (message.type === "rows") {
      const range = this.pending.get(message.id);
      if (range instanceof RangeRun) range.took(message.rows);
      return;
    }
    this.held.delete(message.id);
    const run = this.take(message.id);
    if (message.type === "result") run?.resolve(message.result);
    else if (message.type === "rejected")
      run?.reject(new ProviderError(message.reason, message.message, message.details));
    else if (message.type === "bug")
      run?.reject(Object.assign(new Error(message.message), { stack: message.stack }));
  }

  private async answer({
    call,
    run: id,
    port,
    request,
  }: Extract<FromWorker, { type: "call" }>): Promise<void> {
    const run = this.pending.get(id);
    const { worker } = this;
    if (!run) return;
    try {
      const asked = run.calls.ask(port, request);
      this.keepProcess();
      const answer = await asked;
      this.keepProcess();
      if (worker === this.worker && !run.isOver) this.send({ type: "answer", call, answer });
    } catch (error) {
      if (!run.isOver) this.endEarly(id, error as Error);
    }
  }
}

/** Whether only a step of a run ends, and the rest of it goes on. */
function goesOnWithout(run: HostRun, why: ProviderError): boolean {
  return run instanceof RangeRun && run.giveUpStep(why);
}

function timedOut(limitMs: number): ProviderError {
  return new ProviderError(
    "timeout",
    t("The run took longer than {0} s and was stopped.", Math.round(limitMs) / 1000),
    {
      mend: t(
        "Allow more time (graders.timeoutSeconds, CLI: --timeout), or look at what takes the grader so long.",
      ),
    },
  );
}
