import { t } from "@vscode/l10n";
import { HOSTED_MODULES } from "../../core/grader/hostedPackages";
import type { Ending, Job } from "../python/job";
import { Pace } from "../python/pace";
import type { SandboxAnswer } from "../python/protocol";
import { InterpreterProcess } from "./interpreterProcess";
import type { Launch } from "./launch";
import type { InterpreterOptions } from "./options";

/** A child that has not said that it is ready by then never will. */
const START_LIMIT_MS = 30_000;
/** The child stops a grade at its limit and names the line; one that does not let itself be stopped is ended. */
const GRACE_MS = 1_000;
/** A child whose memory has grown beyond this part of its limit makes way for a small one. */
const MOST_IDLE_MEMORY = 0.5;
/** Each source stays in the child. */
const MOST_SOURCES = 128;

export interface WorkerEvents {
  /** It can take more. */
  room(): void;
  /** It is gone; these jobs it had not begun. `failure` says why it never became ready. */
  gone(unbegun: readonly Job[], failure: string | undefined): void;
}

/** A child with the user's Python and the jobs that it has been given, of which it does one after the other. */
export class InterpreterWorker {
  private readonly process: InterpreterProcess;
  private readonly jobs: { readonly id: number; readonly job: Job }[] = [];
  private readonly pace: Pace;
  private readonly sources = new Map<string, number>();
  private runtime: string | undefined;
  private ending: "timed_out" | "closed" | undefined;
  private words = "";
  private retired = false;
  private isGone = false;
  private nextId = 0;
  private timer: NodeJS.Timeout;

  constructor(
    private readonly launch: Launch,
    folder: string,
    private readonly options: InterpreterOptions,
    private readonly events: WorkerEvents,
  ) {
    this.pace = new Pace(() => events.room());
    this.timer = setTimeout(() => void this.process.kill(), START_LIMIT_MS);
    const { memoryMb, fileMb } = options;
    const start = { memoryMb, fileMb, hostedPackages: HOSTED_MODULES };
    this.process = new InterpreterProcess(launch, folder, start, {
      answer: (answer) => this.take(answer),
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

  give(job: Job): void {
    const id = this.nextId++;
    const source = this.sourceNumber(job.source ?? "");
    this.jobs.push({ id, job });
    this.process.send(job.request(id, source, this.options.timeoutMs));
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
    if (answer.op === "ready") {
      this.runtime = answer.runtime;
      this.watchHead();
    } else if (answer.op === "graded") {
      const tooLarge = answer.heapMb > this.options.memoryMb * MOST_IDLE_MEMORY;
      if (answer.spoiled || tooLarge) this.retired = true;
      this.finishHead(answer.id, answer);
    } else this.reject();
  }

  private finishHead(id: number, answer: SandboxAnswer): void {
    const [head] = this.jobs;
    if (head?.id !== id || !head.job.answered(answer, this.runtime ?? "")) {
      this.reject();
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

  private reject(): void {
    this.words = t("The answer was to another question.");
    void this.process.kill();
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
    }, this.options.timeoutMs + GRACE_MS);
  }

  private end(stderr: string): void {
    if (this.isGone) return;
    this.isGone = true;
    clearTimeout(this.timer);
    this.pace.stop();
    const unbegun = this.jobs.map(({ job }) => job);
    if (this.runtime === undefined) {
      const failed = this.ending === undefined;
      this.events.gone(unbegun, failed ? startReason(this.launch.executable, stderr) : undefined);
      return;
    }
    if (this.ending !== "closed") unbegun.shift()?.ended(this.endingOf(stderr), this.runtime);
    this.events.gone(unbegun, undefined);
  }

  private endingOf(stderr: string): Ending {
    if (this.ending === "timed_out") return { kind: "timed_out", limitMs: this.options.timeoutMs };
    return { kind: "died", words: this.words || stderr };
  }
}

function startReason(executable: string, stderr: string): string {
  const last = stderr.trim().split("\n").at(-1);
  return last ? t("{0} did not start: {1}", executable, last) : t("{0} did not start.", executable);
}
