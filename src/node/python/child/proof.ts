import { EventEmitter } from "node:events";
import net from "node:net";
import process from "node:process";
import { isSilent } from "./harden";

const SOCKET = "/tmp/graders-proof.sock";

/** Members of `process` by which a debugger is let in, here or in another process, or Node's insides are reached. */
const DOORS = [
  "_debugProcess",
  "_debugEnd",
  "_startProfilerIdleNotifier",
  "binding",
  "getBuiltinModule",
  "report",
];

/** Each thing that must fail once Python is loaded, under the name that the parent shows when it does not. */
const ATTEMPTS: Readonly<Record<string, () => unknown>> = {
  "open a pipe": () => new net.Server().listen({ path: SOCKET }),
  "connect to a Unix socket": () => new net.Socket().on("error", () => undefined).connect({ path: SOCKET }),
  "change a prototype of the language": () => pollute(Object.prototype),
  "change a prototype of Node's": () => pollute(EventEmitter.prototype),
  "send a signal to its parent": () => process.kill(process.ppid, 0),
  "open a debugger's door": () => must(DOORS.some((name) => name in process)),
  "write by Node's console": () => must(!isSilent()),
};

/**
 * Names the ways out that are open after everything has been shut; none means that the cage holds.
 * `loadsLibrary` tells whether Python opened a library that it had written itself.
 */
export function findLaterHoles(loadsLibrary: () => boolean): string[] {
  const holes = Object.entries(ATTEMPTS)
    .filter(([, attempt]) => succeeds(attempt))
    .map(([name]) => name);
  if (loadsLibrary()) holes.push("load code that a grader wrote as a library");
  return holes;
}

function succeeds(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}

function pollute(prototype: object): void {
  Object.defineProperty(prototype, "handle", { set: () => undefined, configurable: true });
  Reflect.deleteProperty(prototype, "handle");
}

function must(isOpen: boolean): void {
  if (!isOpen) throw new Error("Not there.");
}
