import { spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { Socket } from "node:net";
import process from "node:process";
import { Worker } from "node:worker_threads";

/** Each thing that must fail, under the name that the parent shows when it does not. */
const ATTEMPTS: Readonly<Record<string, (script: string) => void>> = {
  // The program itself is a file that is there for sure and that no flag allows.
  "read a file outside": () => readFileSync(process.execPath),
  "write a file": (script) => closeSync(openSync(script, "r+")),
  "start a program": () => {
    const { error } = spawnSync(process.execPath, ["--version"], { timeout: 5000 });
    if (error) throw error;
  },
  "start a thread": () => void new Worker("", { eval: true }).terminate(),
  "load a native addon": () => {
    process.dlopen({ exports: {} }, process.execPath);
  },
};

/**
 * Tries the ways out of the cage and names those that are open; none means that the cage holds. A flag may
 * be accepted and ignored, so only a refusal for lack of permission counts: "not found" proves nothing.
 */
export function findHoles(script: string): string[] {
  const holes = Object.entries(ATTEMPTS)
    .filter(([, attempt]) => !isRefused(() => attempt(script)))
    .map(([name]) => name);
  if (!("permission" in process)) holes.unshift("use Node's modules without permission");
  if (canMakeCode()) holes.push("make JavaScript from text");
  if (canConnect()) holes.push("connect to the network");
  return holes;
}

function isRefused(attempt: () => void): boolean {
  try {
    attempt();
    return false;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === "ERR_ACCESS_DENIED" || code === "ERR_DLOPEN_DISABLED";
  }
}

function canMakeCode(): boolean {
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- that it throws is what we check
    return typeof new Function("return 1") === "function";
  } catch (error) {
    return !(error instanceof EvalError);
  }
}

/** The network is cut by {@link cutNetwork} before the cage is proved. */
function canConnect(): boolean {
  const socket = new Socket();
  try {
    socket.on("error", () => undefined).connect(9, "127.0.0.1");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
