import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { t } from "@vscode/l10n";
import { FileError } from "../files/fileError";

const LOCK = "lock";

interface Owner {
  readonly pid: number;
  readonly host: string;
}

/**
 * Makes this process the only one that writes to a run. The lock of a process that is gone from this machine is no lock.
 * @returns what gives it back
 * @throws FileError naming the process that has it
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, LOCK);
  const mine: Owner = { pid: process.pid, host: hostname() };
  for (;;) {
    try {
      await writeFile(path, JSON.stringify(mine), { flag: "wx" });
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const text = await readFile(path, "utf8").catch(() => undefined);
    if (text === undefined) continue;
    const owner = ownerIn(text);
    if (owner && !isGone(owner))
      throw new FileError(
        t(
          "{0}: process {1} on {2} writes to this run. If that is gone, remove {3}.",
          folder,
          owner.pid,
          owner.host,
          path,
        ),
        "EBUSY",
      );
    await takeAway(path, text);
  }
}

/** Of two processes that find the same lock of a dead one, neither takes the other's new one away. */
async function takeAway(path: string, dead: string): Promise<void> {
  const away = `${path}.${process.pid}`;
  try {
    await rename(path, away);
    if ((await readFile(away, "utf8")) !== dead) await link(away, path);
  } catch (error) {
    if (!["ENOENT", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
  await rm(away, { force: true });
}

/** Undefined where its process was killed before it had written who it is. */
function ownerIn(text: string): Owner | undefined {
  const [, pid, host] = /^\{"pid":(\d+),"host":"([^"]*)"\}$/.exec(text) ?? [];
  return pid === undefined || host === undefined ? undefined : { pid: Number(pid), host };
}

/** Of another machine nothing is known. */
function isGone({ pid, host }: Owner): boolean {
  if (host !== hostname() || pid === process.pid) return host === hostname();
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // It is there, and another user's.
    return (error as NodeJS.ErrnoException).code !== "EPERM";
  }
}
