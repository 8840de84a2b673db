import { stat } from "node:fs/promises";
import { runHere } from "./run.mjs";

/**
 * Installs the dependencies where they are missing or older than the lock file. Uses nothing but Node's own
 * modules: it is what a fresh clone runs first.
 */
export async function installDependencies() {
  const [installed, locked] = await Promise.all(
    ["node_modules/.package-lock.json", "package-lock.json"].map((file) =>
      stat(file).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    ),
  );
  if (installed !== undefined && locked !== undefined && installed > 0 && installed >= locked) return;
  const code = await runHere("npm", ["ci", "--no-audit", "--no-fund"]);
  if (code !== 0) throw new Error("npm ci failed: see its message above.");
}
