import type { PythonUnavailable } from "../../core/ports";
import type { Job } from "./job";
import type { Launch } from "./launch";
import { HOSTED_PACKAGES } from "./hostedPackages";
import type { SandboxAnswer } from "./protocol";
import { SandboxProcess } from "./sandboxProcess";
import { unavailable } from "./unavailable";

/** Requests that wait in a child's pipe: enough that it never waits for us. */
const MOST_IN_FLIGHT = 64;
/** A child that has not said that it is ready by then never will. */
const START_LIMIT_MS = 60_000;
/** The child stops a grade at its limit and names the line; one that does not let itself be stopped is ended. */
const GRACE_MS = 1_000;
/** Python's memory never shrinks: a child that has grown beyond this makes way for a small one. */
const MOST_IDLE_HEAP_MB = 512;
/** Each source stays in the child. */
const MOST_SOURCES = 128;

export interface WorkerSettings {
  readonly timeoutMs: number;
  readonly memoryMb: number;
}

/** Why a child never became ready. */
export interface StartFailure {
  readonly reason: PythonUnavailable;
  /** A hole in the cage is there at the next start too; other failures may pass. */
  readonly final: boolean;
}

export interface WorkerEvents {
  /** It can take more. */
  room(): void;
  /** It is gone; these jobs it had not begun. */
  gone(unbegun: readonly Job[], failure: StartFailure | undefined): void;
}

/** A child of the sandbox and the jobs that it has been given, of which it does one after the other. */
export class SandboxWorker {
  private readonly process: SandboxProcess;
  private readonly jobs: Job[] = [];
  private readonly sources = new Map<string, number>();
  private runtime: string | undefined;
  private failure: StartFailure | undefined;
  private ending: "timed_out" | "cancelled" | undefined;
  private words = "";
  private retired = false;
  private isGone = false;
  private nextId = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    launch: Launch,
    private readonly snapshot: string | undefined,
    private readonly settings: WorkerSettings,
    private readonly events: WorkerEvents,
  ) {
    const { snapshots } = launch;
    const start = {
      hostedPackages: HOSTED_PACKAGES,
      memoryMb: settings.memoryMb,
      makeSnapshot: snapshots !== undefined && snapshot === undefined,
    };
    this.timer = setTimeout(() => void this.kill(), START_LIMIT_MS);
    this.process = new SandboxProcess(launch.command(snapshot), start, {
      answer: (answer) => this.take(answer),
      bytes: (bytes) => void snapshots?.save(bytes),
      gone: (stderr) => this.end(stderr),
    });
  }

  get hasRoom(): boolean {
    return !this.retired && !this.isGone && this.jobs.length < MOST_IN_FLIGHT;
  }

  get startedFromSnapshot(): boolean {
    return this.snapshot !== undefined;
  }

  give(job: Job): void {
    const id = this.nextId++;
    const source = job.source === undefined ? 0 : this.sourceNumber(job.source);
    this.jobs.push(job);
    this.process.send(job.request(id, source, this.settings.timeoutMs));
    if (this.jobs.length === 1) this.watchHead();
  }

  /** To be called when a job was cancelled: a child busy with it is ended, one that has not begun it goes on. */
  dropCancelled(): void {
    if (this.jobs[0]?.cancelled) {
      this.ending = "cancelled";
      void this.kill();
    }
  }

  /** Ends the process at once; resolves when it is gone. */
  kill(): Promise<void> {
    return this.process.kill();
  }

  private sourceNumber(text: string): number {
    const known = this.sources.get(text);
    if (known !== undefined) return known;
    const source = this.sources.size;
    this.sources.set(text, source);
    this.process.send({ op: "source", source, text });
    if (this.sources.size >= MOST_SOURCES) this.retired = true;
    return source;
  }

  private take(answer: SandboxAnswer): void {
    switch (answer.op) {
      case "uncaged":
        this.failure = {
          reason: unavailable(`The Python sandbox does not hold here: it could ${answer.holes.join(", ")}.`),
          final: true,
        };
        break;
      case "broken":
        this.words = answer.message;
        break;
      case "ready":
        this.runtime = answer.runtime;
        this.watchHead();
        break;
      case "graded":
        if (answer.spoiled || answer.heapMb > MOST_IDLE_HEAP_MB) this.retired = true;
        this.finishHead(answer);
        break;
      case "parsed":
        this.finishHead(answer);
        break;
      case "died":
        this.words = answer.message;
        break;
      case "snapshot":
        break;
    }
  }

  private finishHead(answer: SandboxAnswer): void {
    const job = this.jobs.shift();
    job?.answered(answer, this.runtime ?? "");
    if (this.retired && !this.isGone) {
      this.ending = "cancelled";
      void this.kill();
      return;
    }
    this.watchHead();
    this.dropCancelled();
    this.events.room();
  }

  /** The first job runs from now on; its time counts only while the child is ready. */
  private watchHead(): void {
    if (this.runtime === undefined) return;
    clearTimeout(this.timer);
    if (this.jobs.length === 0) return;
    this.timer = setTimeout(() => {
      this.ending = "timed_out";
      void this.kill();
    }, this.settings.timeoutMs + GRACE_MS);
  }

  private end(stderr: string): void {
    if (this.isGone) return;
    this.isGone = true;
    clearTimeout(this.timer);
    if (this.runtime === undefined) {
      this.events.gone(this.jobs, this.failure ?? { reason: this.startReason(stderr), final: false });
      return;
    }
    const { runtime } = this;
    const unbegun = [...this.jobs];
    if (this.ending !== "cancelled") {
      const words = this.words || stderr;
      const limitMs = this.settings.timeoutMs;
      unbegun
        .shift()
        ?.ended(
          this.ending === "timed_out" ? { kind: "timed_out", limitMs } : { kind: "died", words },
          runtime,
        );
    }
    this.events.gone(unbegun, undefined);
  }

  private startReason(stderr: string): PythonUnavailable {
    const detail = (this.words || stderr).trim().split("\n").slice(-6).join("\n");
    return unavailable(`The Python sandbox did not start${detail ? `: ${detail}` : "."}`);
  }
}
