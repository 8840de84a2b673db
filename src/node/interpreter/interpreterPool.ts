import { t } from "@vscode/l10n";
import { bugWords } from "../../core/bugWords";
import { WorkerPool } from "../python/workerPool";
import { InterpreterWorker } from "./interpreterWorker";
import { prepareLaunch, type Launch } from "./launch";
import type { InterpreterOptions } from "./options";
import { interpreterUnavailable } from "./refusal";

/** Children with the user's Python. */
export class InterpreterPool extends WorkerPool<InterpreterWorker> {
  private launch: Promise<Launch | string> | undefined;

  constructor(private readonly options: InterpreterOptions) {
    super(options.poolSize, interpreterUnavailable(t("The Python interpreter was closed.")));
  }

  protected async start(): Promise<void> {
    this.starting++;
    try {
      this.launch ??= prepareLaunch(this.options);
      const launch = await this.launch;
      if (typeof launch === "string") this.refuse(launch);
      else {
        const folder = await launch.makeFolder();
        this.add(launch, folder);
      }
    } catch (error) {
      // For example a folder for temporary files that can't be written.
      this.refuse(t("The Python interpreter could not be started: {0}", bugWords(error)));
    } finally {
      this.starting--;
    }
    this.pump();
  }

  private add(launch: Launch, folder: string): void {
    const worker: InterpreterWorker = new InterpreterWorker(launch, folder, this.options, {
      room: () => this.pump(),
      gone: (unbegun, failure) => {
        this.takeBack(worker, unbegun);
        if (failure !== undefined) this.refuse(failure);
        this.pump();
      },
    });
    this.workers.add(worker);
    // Closed while the child's folder was made.
    if (this.refusal) void worker.close();
  }

  /** For the jobs that wait now; the next one tries anew, since the user may have mended it. */
  private refuse(reason: string): void {
    this.launch = undefined;
    this.refuseAll(interpreterUnavailable(reason));
  }
}
