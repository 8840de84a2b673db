import { networkInterfaces } from "node:os";
import process from "node:process";
import type { StartRequest } from "../protocol";

/** What only the machine can give: the child's own network, processes and files. */
const NAMESPACES = "namespaces of its own";

/**
 * The layers of the cage that the machine does not give here. That the parent's process and every network are out
 * of sight is asked of the system itself, before `process` is emptied; its files Node's permissions hide anyway.
 */
export function missingLayers({ alone, parent }: StartRequest): string[] {
  const network = Object.keys(networkInterfaces()).some((name) => name !== "lo");
  return alone && !network && !isThere(parent) ? [] : [NAMESPACES];
}

function isThere(pid: number): boolean {
  try {
    // Signal 0 only asks.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
