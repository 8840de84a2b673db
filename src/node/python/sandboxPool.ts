import { t } from "@vscode/l10n";
import process from "node:process";
import { bugWords } from "../../core/bugWords";
import type { PythonUnavailable } from "../../core/ports";
import type { Job } from "./job";
import { prepareLaunch, type Launch, type LaunchOptions } from "./launch";
import { findOtherNode } from "./nodes";
import { SandboxWorker, type StartFailure, type WorkerSettings } from "./sandboxWorker";
import { unavailable } from "./unavailable";
import { WorkerPool } from "./workerPool";

export interface PoolOptions extends LaunchOptions, WorkerSettings {
  /** Most children at once. A second one starts when the first is slow or has its pipe full. */
  readonly poolSize: number;
}

/** Children of the sandbox; a refusal stays once the cage has shown a hole. */
export class SandboxPool extends WorkerPool<SandboxWorker> {
  private launch: ReturnType<typeof prepareLaunch> | undefined;
  /** Whether the machine forbids namespaces: known when a child in them did not begin. */
  private noNamespaces = false;

  constructor(private readonly options: PoolOptions) {
    super(options.poolSize, unavailable(t("The Python sandbox was closed.")));
  }

  protected async start(useSnapshot = true): Promise<void> {
    this.starting++;
    try {
      this.launch ??= prepareLaunch(this.options);
      const launch = await this.launch;
      if (typeof launch === "string") {
        this.launch = undefined;
        await this.refuse(launch);
      } else if ("kind" in launch) {
        this.launch = undefined;
        this.refuseAll(launch);
      } else {
        const snapshot = useSnapshot ? await launch.snapshots?.find() : undefined;
        if (!this.refusal) this.add(launch, snapshot);
      }
    } catch (error) {
      // For example an installation that lacks a file of ours.
      this.launch = undefined;
      await this.refuse(t("The Python sandbox could not be started: {0}", bugWords(error)));
    } finally {
      this.starting--;
    }
    this.pump();
  }

  private add(launch: Launch, snapshot: string | undefined): void {
    const alone = launch.canBeAlone && !this.noNamespaces;
    const worker: SandboxWorker = new SandboxWorker(launch, { snapshot, alone }, this.options, {
      room: () => this.pump(),
      gone: (unbegun, failure) => void this.lose(worker, launch, unbegun, failure),
    });
    this.workers.add(worker);
  }

  private async lose(
    worker: SandboxWorker,
    launch: Launch,
    unbegun: readonly Job[],
    failure: StartFailure | undefined,
  ): Promise<void> {
    this.takeBack(worker, unbegun);
    if (!failure || this.refusal) this.pump();
    else if (failure.final) this.refusal ??= await this.refuse(failure.reason);
    else if (worker.startedWith.alone && !worker.hasBegun) {
      this.options.logger?.warn(`The Python sandbox starts without namespaces of its own: ${failure.reason}`);
      this.noNamespaces = true;
      await this.start(worker.startedWith.snapshot !== undefined);
    } else if (worker.startedWith.snapshot !== undefined) {
      await launch.snapshots?.discard();
      await this.start(false);
    } else await this.refuse(failure.reason);
  }

  private async refuse(reason: string): Promise<PythonUnavailable> {
    const refusal = unavailable(reason, await findOtherNode(this.options.node ?? process.execPath));
    this.refuseAll(refusal);
    return refusal;
  }
}
