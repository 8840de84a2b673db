import * as vscode from "vscode";
import { withLateProgress } from "../platform/progress";
import { movedBy, onRename, type Rename } from "../platform/renames";
import type { Activity, Came } from "./activity";

export type ActivityEvent =
  | { readonly phase: "started"; readonly activity: Activity }
  /** `came` is absent where it was cancelled, or could not be done. */
  | { readonly phase: "ended"; readonly activity: Activity; readonly came?: Came };

/** What an activity's task may use. */
export interface Task {
  readonly signal: AbortSignal;
  /** Tells in the progress what holds it up; empty once it goes on. */
  readonly say: (message: string) => void;
  readonly cancel: () => void;
}

interface Running {
  readonly lane: string;
  readonly controller: AbortController;
  grader: vscode.Uri;
}

/**
 * The one way to start, show progress of, cancel and end whatever takes time. What starts in a lane ends what was
 * there: a grader's rows one by one, its batch, and the validation and preflight of all graders have a lane each, so
 * that no click on a row ends a batch. Whoever wants to know listens.
 */
export class Activities implements vscode.Disposable {
  private readonly running = new Set<Running>();
  private readonly events = new vscode.EventEmitter<ActivityEvent>();
  readonly onEvent = this.events.event;
  private readonly renames = onRename((rename) => {
    this.follow(rename);
  });

  /**
   * @param title of the progress, which comes where it takes a while
   * @returns undefined where it was cancelled
   * @throws what the task throws
   */
  async perform<Result extends Came>(
    activity: Activity,
    title: string,
    task: (task: Task) => Promise<Result>,
  ): Promise<Result | undefined> {
    const running = this.begin(activity);
    const { controller } = running;
    const cancel = () => {
      controller.abort(new vscode.CancellationError());
    };
    this.events.fire({ phase: "started", activity });
    let came: Result | undefined;
    try {
      came = await withLateProgress(title, controller, (say) =>
        task({ signal: controller.signal, say, cancel }),
      );
      return came;
    } catch (error) {
      if (controller.signal.aborted) return undefined;
      throw error;
    } finally {
      this.running.delete(running);
      this.events.fire({ phase: "ended", activity, ...(came && { came }) });
    }
  }

  /** Ends what runs for a grader; without one, everything. */
  cancel(grader?: vscode.Uri): void {
    for (const running of this.running)
      if (!grader || running.grader.toString() === grader.toString()) abort(running);
  }

  dispose(): void {
    this.cancel();
    this.renames.dispose();
    this.events.dispose();
  }

  private begin({ kind, grader }: Activity): Running {
    const lane = kind === "run" || kind === "batch" ? `${kind} ${grader.toString()}` : kind;
    for (const other of this.running) if (other.lane === lane) abort(other);
    const running = { lane, grader, controller: new AbortController() };
    this.running.add(running);
    return running;
  }

  private follow(rename: Rename): void {
    for (const running of this.running) running.grader = movedBy(rename, running.grader) ?? running.grader;
  }
}

function abort({ controller }: Running): void {
  controller.abort(new vscode.CancellationError());
}
