import { createHash } from "node:crypto";
import { chmod, lstat, mkdtemp, readdir, readlink, rm } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import process from "node:process";

const PREFIX = "graders-python-";

/**
 * Who numbers processes as we do: a number means another process on another machine, or in another container, which
 * may share the folder of temporary files with us; another user's folders are none of ours.
 */
async function neighbourhood(): Promise<string> {
  const namespace = await readlink("/proc/self/ns/pid").catch(() => "");
  const whole = [hostname(), namespace, process.getuid?.() ?? ""].join(" ");
  return createHash("sha256").update(whole).digest("hex").slice(0, 12);
}

/** A folder for one child, whose name says whose it is. */
export async function makeFolder(tempDir: string): Promise<string> {
  return mkdtemp(path.join(tempDir, `${PREFIX}${await neighbourhood()}-${process.pid}-`));
}

/** Removes what a grader left, folders that it closed to itself included. */
export async function removeFolder(folder: string): Promise<void> {
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    await remove();
  } catch {
    await openAll(folder);
    await remove();
  }
}

async function openAll(folder: string): Promise<void> {
  await chmod(folder, 0o700);
  for (const entry of await readdir(folder, { withFileTypes: true }))
    if (entry.isDirectory()) await openAll(path.join(folder, entry.name));
}

/** Removes the folders of children whose parents were killed before they could; what can't be removed stays. */
export async function sweepFolders(tempDir: string): Promise<void> {
  const ours = `${PREFIX}${await neighbourhood()}-`;
  const names = await readdir(tempDir).catch(() => []);
  const left = names.filter(
    (name) => name.startsWith(ours) && isOver(Number(/^\d+/.exec(name.slice(ours.length)))),
  );
  await Promise.all(left.map((name) => sweep(path.join(tempDir, name)).catch(() => undefined)));
}

async function sweep(folder: string): Promise<void> {
  const stats = await lstat(folder);
  if (stats.isDirectory() && stats.uid === (process.getuid?.() ?? stats.uid)) await removeFolder(folder);
}

function isOver(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
