import { t } from "@vscode/l10n";
import process from "node:process";
import { HOSTED_MODULES } from "../../core/grader/hostedPackages";
import type { Job } from "./job";
import type { Launch } from "./launch";
import { Pace } from "./pace";
import type { SandboxAnswer } from "./protocol";
import { SandboxProcess } from "./sandboxProcess";

/** A child that has not said that it is ready by then never will. */
const START_LIMIT_MS = 120_000;
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

export interface StartOptions {
  /** Python's memory to start from. */
  readonly snapshot: string | undefined;
  /** In namespaces and an empty root of its own. */
  readonly alone: boolean;
}

/** Why a child never became ready. */
export interface StartFailure {
  /** A sentence. */
  readonly reason: string;
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
  private readonly jobs: { readonly id: number; readonly job: Job }[] = [];
  private readonly pace: Pace;
  private readonly sources = new Map<string, number>();
  private begun = false;
  private runtime: string | undefined;
  private failure: StartFailure | undefined;
  private ending: "timed_out" | "closed" | undefined;
  private words = "";
  private retired = false;
  private isGone = false;
  private nextId = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    launch: Launch,
    private readonly start: StartOptions,
    private readonly settings: WorkerSettings,
    private readonly events: WorkerEvents,
  ) {
    const { snapshots } = launch;
    const { snapshot, alone } = start;
    const request = {
      hostedPackages: HOSTED_MODULES,
      wheels: launch.wheels,
      memoryMb: settings.memoryMb,
      alone,
      parent: process.pid,
      makeSnapshot: snapshots !== undefined && snapshot === undefined,
    };
    this.pace = new Pace(() => events.room());
    this.timer = setTimeout(() => void this.process.kill(), START_LIMIT_MS);
    this.process = new SandboxProcess(launch.command(snapshot, alone), request, {
      answer: (answer) => this.take(answer),
      bytes: (bytes) => void snapshots?.save(bytes),
      gone: (stderr) => this.end(stderr),
    });
  }

  get hasRoom(): boolean {
    return !this.retired && !this.isGone && this.pace.hasRoomBeside(this.jobs.length);
  }

  /** Whether what waits is better given to another child. */
  get isFull(): boolean {
    return this.pace.isFullWith(this.jobs.length);
  }

  /** How it was started. */
  get startedWith(): StartOptions {
    return this.start;
  }

  /** Whether the machine let it be started so. */
  get hasBegun(): boolean {
    return this.begun;
  }

  give(job: Job): void {
    const id = this.nextId++;
    const source = job.source === undefined ? 0 : this.sourceNumber(job.source);
    this.jobs.push({ id, job });
    this.process.send(job.request(id, source, this.settings.timeoutMs));
    if (this.jobs.length === 1) this.watchHead();
  }

  /** To be called when a job was cancelled: a child busy with it is ended, one that has not begun it goes on. */
  dropCancelled(): void {
    if (this.jobs[0]?.job.cancelled) void this.close();
  }

  /** Ends the process at once, and gives back what it was doing; resolves when it is gone. */
  close(): Promise<void> {
    this.ending ??= "closed";
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
      case "begun":
        this.begun = true;
        break;
      case "uncaged":
        this.failure = {
          reason: t("The Python sandbox does not hold here: it could {0}.", answer.holes.join(", ")),
          final: true,
        };
        break;
      case "ready":
        this.runtime = [
          answer.runtime,
          ...(answer.missingLayers ?? []).map((layer) => `without ${layer}`),
        ].join(", ");
        this.watchHead();
        break;
      case "graded":
        if (answer.spoiled || answer.heapMb > MOST_IDLE_HEAP_MB) this.retired = true;
        this.finishHead(answer.id, answer);
        break;
      case "parsed":
        this.finishHead(answer.id, answer);
        break;
      case "died":
        this.words = answer.message;
        break;
      case "snapshot":
        break;
    }
  }

  private finishHead(id: number, answer: SandboxAnswer): void {
    const [head] = this.jobs;
    if (head?.id !== id || !head.job.answered(answer, this.runtime ?? "")) {
      this.words = t("The answer was to another question.");
      void this.process.kill();
      return;
    }
    this.jobs.shift();
    this.pace.answered();
    if (this.retired) {
      void this.close();
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
    this.pace.began();
    this.timer = setTimeout(() => {
      this.ending ??= "timed_out";
      void this.process.kill();
    }, this.settings.timeoutMs + GRACE_MS);
  }

  private end(stderr: string): void {
    if (this.isGone) return;
    this.isGone = true;
    clearTimeout(this.timer);
    this.pace.stop();
    const unbegun = this.jobs.map(({ job }) => job);
    const { runtime } = this;
    if (runtime === undefined && this.ending === undefined) {
      this.events.gone(unbegun, this.failure ?? { reason: startReason(stderr), final: false });
      return;
    }
    if (runtime !== undefined && this.ending !== "closed") {
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
}

function startReason(stderr: string): string {
  const lines = stderr.trim().split("\n");
  // Node prints the error's line between the code at fault and the stack.
  const detail = lines.find((line) => /^\w*Error\b/.test(line)) ?? lines.at(-1);
  return detail ? t("The Python sandbox did not start: {0}", detail) : t("The Python sandbox did not start.");
}
