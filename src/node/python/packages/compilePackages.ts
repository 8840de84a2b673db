import process from "node:process";
import { prepareLaunch, type Launch, type LaunchOptions } from "../launch";
import type { OfferedPackage } from "../protocol";
import { SandboxProcess } from "../sandboxProcess";

/** The largest take half a minute, more where the machine is busy. */
const MOST_MS = 600_000;
const MEMORY_MB = 1024;

/**
 * Has the sandbox compile packages, so that graders need not at each start.
 * @param heard is told how many are compiled
 * @returns those packages compiled that could be, in their order; where the sandbox does not start, which its use will
 * say, none: they work without, only slower
 * @throws the signal's reason when aborted
 */
export async function compilePackages(
  packages: readonly OfferedPackage[],
  options: LaunchOptions,
  signal: AbortSignal,
  heard: (count: number) => void,
): Promise<readonly Uint8Array[]> {
  signal.throwIfAborted();
  const launch = await prepareLaunch({ ...options, extraFiles: packages.map(({ wheel }) => wheel) });
  if (typeof launch === "string" || "kind" in launch) return [];
  if (launch.canBeAlone) {
    const compiled = await compileIn(launch, packages, true, signal, heard);
    if (compiled.length > 0) return compiled;
  }
  return compileIn(launch, packages, false, signal, heard);
}

async function compileIn(
  launch: Launch,
  packages: readonly OfferedPackage[],
  alone: boolean,
  signal: AbortSignal,
  heard: (count: number) => void,
): Promise<readonly Uint8Array[]> {
  const start = {
    ...{ hostedPackages: {}, obtainable: {}, wheels: [], packages: [], compile: packages },
    ...{ memoryMb: MEMORY_MB, alone, parent: process.pid, makeSnapshot: false },
  };
  const command = launch.command(await launch.snapshots?.find(), alone);
  const compiled: Uint8Array[] = [];
  const limit = AbortSignal.any([signal, AbortSignal.timeout(MOST_MS)]);
  await new Promise<void>((resolve) => {
    const end = () => void child.kill().then(resolve);
    const child = new SandboxProcess(command, start, {
      answer: () => undefined,
      bytes: (bytes) => heard(compiled.push(bytes)),
      gone: () => {
        limit.removeEventListener("abort", end);
        resolve();
      },
    });
    limit.addEventListener("abort", end, { once: true });
  });
  signal.throwIfAborted();
  return compiled;
}
