import process from "node:process";
import { startsOthers } from "./programs";

/** util-linux's, which cuts the network off. */
export const UNSHARE = "/usr/bin/unshare";

/** What is put before a child's command, by what this machine allows. */
export interface Containment {
  readonly prefix: readonly string[];
  readonly networkCut: boolean;
}

/**
 * Namespaces of its own for the child: `-n` an empty network, `-p` a process tree that ends as a whole with
 * its first process, also where a program has left the process group. `-r` lets any user ask for them, which
 * many machines forbid.
 */
const NAMESPACES = [["-rnpf", "--kill-child"], ["-rn"]];

const known = new Map<string, Promise<Containment>>();

/** Tries once what works here, and remembers it. */
export function findContainment(unshare = UNSHARE): Promise<Containment> {
  const found = known.get(unshare) ?? tryContainment(unshare);
  known.set(unshare, found);
  return found;
}

async function tryContainment(unshare: string): Promise<Containment> {
  if (process.platform !== "linux") return { prefix: [], networkCut: false };
  // Ends the child with us, also when we are killed.
  const death = ["/usr/bin/setpriv", "--pdeathsig", "KILL", "--"];
  const outer = (await startsOthers(death)) ? death : [];
  for (const flags of NAMESPACES) {
    const prefix = [...outer, unshare, ...flags, "--"];
    if (await startsOthers(prefix)) return { prefix, networkCut: true };
  }
  return { prefix: outer, networkCut: false };
}
