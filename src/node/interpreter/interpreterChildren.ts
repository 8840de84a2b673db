import { t } from "@vscode/l10n";
import { bugWords } from "../../core/bugWords";
import { HOSTED_MODULES } from "../../core/grader/hostedPackages";
import type { PythonUnavailable } from "../../core/ports";
import type { ChildKind, PreparedChild } from "../python/childKind";
import { removeFolder } from "./folders";
import { InterpreterProcess } from "./interpreterProcess";
import { prepareLaunch, type Launch } from "./launch";
import type { InterpreterOptions } from "./options";
import { interpreterUnavailable } from "./refusal";

/** The part of its limit beyond which an idle child's memory makes it give way to a small one. */
const MOST_IDLE_MEMORY = 0.5;

/** How children with the user's Python start: each in a folder of its own. */
export class InterpreterChildren implements ChildKind {
  readonly startLimitMs = 30_000;
  readonly closed = interpreterUnavailable(t("The Python interpreter was closed."));
  private launch: Promise<Launch | string> | undefined;

  constructor(private readonly options: InterpreterOptions) {}

  get poolSize(): number {
    return this.options.poolSize;
  }

  get timeoutMs(): number {
    return this.options.timeoutMs;
  }

  get mostIdleMb(): number {
    return this.options.memoryMb * MOST_IDLE_MEMORY;
  }

  async prepare(): Promise<PreparedChild | PythonUnavailable> {
    this.launch ??= prepareLaunch(this.options);
    const launch = await this.launch;
    return typeof launch === "string"
      ? this.unavailable(launch)
      : this.childIn(await launch.makeFolder(), launch);
  }

  /** For example a folder for temporary files that can't be written. */
  broken(error: unknown): Promise<PythonUnavailable> {
    return Promise.resolve(
      this.unavailable(t("The Python interpreter could not be started: {0}", bugWords(error))),
    );
  }

  private childIn(folder: string, launch: Launch): PreparedChild {
    const { memoryMb, fileMb } = this.options;
    const start = { memoryMb, fileMb, hostedPackages: HOSTED_MODULES };
    return {
      spawn: (events) => new InterpreterProcess(launch, folder, start, events),
      drop: () => removeFolder(folder),
      hears: () => false,
      failed: (stderr) => {
        const reason = this.unavailable(startReason(launch.executable, stderr));
        return Promise.resolve({ kind: "refused", reason, final: false });
      },
    };
  }

  /** For the jobs that wait now; the next one tries anew, since the user may have mended it. */
  private unavailable(reason: string): PythonUnavailable {
    this.launch = undefined;
    return interpreterUnavailable(reason);
  }
}

function startReason(executable: string, stderr: string): string {
  const last = stderr.trim().split("\n").at(-1);
  return last ? t("{0} did not start: {1}", executable, last) : t("{0} did not start.", executable);
}
