import type * as vscode from "vscode";
import { tell } from "./tell";

let log: vscode.LogOutputChannel | undefined;
const told = new Set<string>();

/** Where faults are written from now on. */
export function logFaultsTo(channel: vscode.LogOutputChannel): void {
  log = channel;
}

type Work = PromiseLike<unknown> | (() => unknown) | undefined;

/**
 * Starts what nobody waits for: the one way to do so (eslint.config.mjs). What it throws is logged each time, and told
 * of once.
 */
export function inBackground(work: Work): void {
  started(work).then(undefined, reportFault);
}

/** After a while, as `setTimeout`. */
export function later(milliseconds: number, work: () => unknown): NodeJS.Timeout {
  return setTimeout(() => {
    inBackground(work);
  }, milliseconds);
}

async function started(work: Work): Promise<void> {
  await (typeof work === "function" ? work() : work);
}

/** A fault of ours, or of what we stand on, that no command waits for. */
export function reportFault(error: unknown): void {
  const words = error instanceof Error ? error.message : String(error);
  if (told.has(words)) {
    log?.error(error instanceof Error ? error : words);
    return;
  }
  told.add(words);
  tell(error, log);
}
