import { t } from "@vscode/l10n";
import process from "node:process";
import { bugWords } from "../../core/bugWords";
import { HOSTED_MODULES } from "../../core/grader/hostedPackages";
import { obtainablePackage } from "../../core/grader/obtainable";
import type { PythonUnavailable } from "../../core/ports";
import type { AfterFailure, ChildEvents, ChildKind, PreparedChild } from "./childKind";
import { prepareLaunch, type Launch, type LaunchOptions } from "./launch";
import { findOtherNode } from "./nodes";
import type { SandboxAnswer } from "./protocol";
import { SandboxProcess } from "./sandboxProcess";
import { unavailable } from "./unavailable";

export interface SandboxSettings extends LaunchOptions {
  /** Milliseconds for one grade. */
  readonly timeoutMs: number;
  /** Megabytes for one child's Python. */
  readonly memoryMb: number;
  /** Most children at once. */
  readonly poolSize: number;
}

/** What of the hosted image can be got for the sandbox. */
const OBTAINABLE = Object.fromEntries(
  Object.keys(HOSTED_MODULES).flatMap((module) => {
    const name = obtainablePackage(module);
    return name === undefined ? [] : [[module, name]];
  }),
);

/** How the sandbox's children start: from a snapshot and in namespaces, as long as the machine lets them. */
export class SandboxChildren implements ChildKind {
  readonly startLimitMs = 120_000;
  readonly mostIdleMb = 512;
  readonly closed = unavailable(t("The Python sandbox was closed."));
  private launch: ReturnType<typeof prepareLaunch> | undefined;
  /** Whether the machine forbids namespaces: known when a child in them did not begin. */
  private noNamespaces = false;

  constructor(private readonly settings: SandboxSettings) {}

  get poolSize(): number {
    return this.settings.poolSize;
  }

  get timeoutMs(): number {
    return this.settings.timeoutMs;
  }

  async prepare(useSnapshot = true): Promise<PreparedChild | PythonUnavailable> {
    this.launch ??= prepareLaunch(this.settings);
    const launch = await this.launch;
    if (typeof launch !== "string" && !("kind" in launch)) {
      const snapshot = useSnapshot ? await launch.snapshots?.find() : undefined;
      return this.childFrom(launch, snapshot);
    }
    this.launch = undefined;
    return typeof launch === "string" ? this.unavailable(launch) : launch;
  }

  /** For example an installation that lacks a file of ours. */
  broken(error: unknown): Promise<PythonUnavailable> {
    this.launch = undefined;
    return this.unavailable(t("The Python sandbox could not be started: {0}", bugWords(error)));
  }

  private childFrom(launch: Launch, snapshot: string | undefined): PreparedChild {
    const alone = launch.canBeAlone && !this.noNamespaces;
    let hasBegun = false;
    let holes: readonly string[] | undefined;
    return {
      spawn: (events) => this.spawn(launch, { snapshot, alone }, events),
      drop: () => Promise.resolve(),
      hears: (answer) => {
        if (answer.op === "begun") hasBegun = true;
        if (answer.op === "uncaged") ({ holes } = answer);
        return isOfItself(answer);
      },
      failed: async (stderr) => {
        if (holes) return this.refused(holesReason(holes), true);
        const reason = startReason(stderr);
        if (alone && !hasBegun) return this.againWithoutNamespaces(reason, snapshot !== undefined);
        if (snapshot === undefined) return this.refused(reason, false);
        await launch.snapshots?.discard();
        return { kind: "again", prepare: () => this.prepare(false) };
      },
    };
  }

  private spawn(
    launch: Launch,
    { snapshot, alone }: { readonly snapshot: string | undefined; readonly alone: boolean },
    events: ChildEvents,
  ): SandboxProcess {
    const { snapshots, wheels, packages } = launch;
    const request = {
      hostedPackages: HOSTED_MODULES,
      obtainable: OBTAINABLE,
      wheels,
      packages,
      memoryMb: this.settings.memoryMb,
      alone,
      parent: process.pid,
      makeSnapshot: snapshots !== undefined && snapshot === undefined,
    };
    return new SandboxProcess(launch.command(snapshot, alone), request, {
      answer: (answer) => events.answer(answer),
      gone: (stderr) => events.gone(stderr),
      bytes: (bytes) => void snapshots?.save(bytes),
    });
  }

  private againWithoutNamespaces(reason: string, useSnapshot: boolean): AfterFailure {
    this.settings.logger?.warn(`The Python sandbox starts without namespaces of its own: ${reason}`);
    this.noNamespaces = true;
    return { kind: "again", prepare: () => this.prepare(useSnapshot) };
  }

  /** A hole in the cage is there at the next start too; other failures may pass. */
  private async refused(reason: string, final: boolean): Promise<AfterFailure> {
    return { kind: "refused", reason: await this.unavailable(reason), final };
  }

  private async unavailable(reason: string): Promise<PythonUnavailable> {
    return unavailable(reason, await findOtherNode(this.settings.node ?? process.execPath));
  }
}

function isOfItself({ op }: SandboxAnswer): boolean {
  return op === "begun" || op === "uncaged" || op === "died";
}

function holesReason(holes: readonly string[]): string {
  return t("The Python sandbox does not hold here: it could {0}.", holes.join(", "));
}

function startReason(stderr: string): string {
  const lines = stderr.trim().split("\n");
  // Node prints the error's line between the code at fault and the stack.
  const detail = lines.find((line) => /^\w*Error\b/.test(line)) ?? lines.at(-1);
  return detail ? t("The Python sandbox did not start: {0}", detail) : t("The Python sandbox did not start.");
}
