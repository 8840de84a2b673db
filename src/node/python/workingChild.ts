import { t } from "@vscode/l10n";
import type { ChildKind, ChildPipes, PreparedChild } from "./childKind";
import type { Ending, Job } from "./job";
import { Pace } from "./pace";
import type { SandboxAnswer } from "./protocol";

/** The child stops a job at its limit and names the line; one that does not let itself be stopped is ended. */
const GRACE_MS = 1_000;
/** Each source stays in the child. */
const MOST_SOURCES = 128;

/** What a child may use. */
type ChildLimits = Pick<ChildKind, "timeoutMs" | "startLimitMs" | "mostIdleMb">;

interface WorkEvents {
  /** It can take more. */
  room(): void;
  /**
   * It is gone; these jobs it had not begun. `startFailure` is the end of what it printed, where it ended by itself
   * before it was ready.
   */
  gone(unbegun: readonly Job[], startFailure: string | undefined): void;
}

/** A child with Python and the jobs that it has been given, of which it does one after the other. */
export class WorkingChild {
  private readonly pipes: ChildPipes;
  private readonly jobs: { readonly id: number; readonly job: Job }[] = [];
  private readonly pace: Pace;
  private readonly sources = new Map<string, number>();
  /** Known once it is ready. */
  private runtime: string | undefined;
  private ending: "timed_out" | "closed" | undefined;
  private words = "";
  private retired = false;
  private isGone = false;
  private nextId = 0;
  private timer: NodeJS.Timeout;

  constructor(
    private readonly prepared: PreparedChild,
    private readonly limits: ChildLimits,
    private readonly events: WorkEvents,
  ) {
    this.pace = new Pace(() => events.room());
    this.timer = setTimeout(() => void this.pipes.kill(), limits.startLimitMs);
    this.pipes = prepared.spawn({
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
    const source = job.source === undefined ? 0 : this.sourceNumber(job.source);
    this.jobs.push({ id, job });
    this.pipes.send(job.request(id, source, this.limits.timeoutMs));
    if (this.jobs.length === 1) this.watchHead();
  }

  /** To be called when a job was cancelled: a child busy with it is ended, one that has not begun it goes on. */
  dropCancelled(): void {
    if (this.jobs[0]?.job.cancelled) void this.close();
  }

  /** Ends the process at once, and gives back what it was doing; resolves when it is gone. */
  close(): Promise<void> {
    this.ending ??= "closed";
    return this.pipes.kill();
  }

  private sourceNumber(text: string): number {
    const known = this.sources.get(text);
    if (known !== undefined) return known;
    const source = this.sources.size;
    this.sources.set(text, source);
    this.pipes.send({ op: "source", source, text });
    if (this.sources.size >= MOST_SOURCES) this.retired = true;
    return source;
  }

  private take(answer: SandboxAnswer): void {
    switch (answer.op) {
      case "ready":
        this.runtime = [
          answer.runtime,
          ...(answer.missingLayers ?? []).map((layer) => `without ${layer}`),
        ].join(", ");
        this.watchHead();
        break;
      case "graded":
        if (answer.spoiled || answer.heapMb > this.limits.mostIdleMb) this.retired = true;
        this.finishHead(answer.id, answer);
        break;
      case "parsed":
        this.finishHead(answer.id, answer);
        break;
      default:
        if (!this.prepared.hears(answer)) this.reject();
        else if (answer.op === "died") this.words = answer.message;
    }
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
    void this.pipes.kill();
  }

  /** The first job runs from now on; its time counts only while the child is ready. */
  private watchHead(): void {
    if (this.runtime === undefined) return;
    clearTimeout(this.timer);
    if (this.jobs.length === 0) return;
    this.pace.began();
    this.timer = setTimeout(() => {
      this.ending ??= "timed_out";
      void this.pipes.kill();
    }, this.limits.timeoutMs + GRACE_MS);
  }

  private end(stderr: string): void {
    if (this.isGone) return;
    this.isGone = true;
    clearTimeout(this.timer);
    this.pace.stop();
    const unbegun = this.jobs.map(({ job }) => job);
    if (this.runtime === undefined) {
      this.events.gone(unbegun, this.ending === undefined ? stderr : undefined);
      return;
    }
    if (this.ending !== "closed") unbegun.shift()?.ended(this.endingOf(stderr), this.runtime);
    this.events.gone(unbegun, undefined);
  }

  private endingOf(stderr: string): Ending {
    if (this.ending === "timed_out") return { kind: "timed_out", limitMs: this.limits.timeoutMs };
    return { kind: "died", words: this.words || stderr };
  }
}
