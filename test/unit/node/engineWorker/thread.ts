import { cp } from "node:fs/promises";
import { resolve } from "node:path";
import { build } from "esbuild";
import { resolution } from "../../../../scripts/resolution.mjs";
import type { Logger } from "../../../../src/core/ports";

/** Bundles the engine's thread with its data files, in a folder of that name. @returns the script */
export async function buildThread(folder: string): Promise<string> {
  const outfile = resolve(".build", folder, "worker.cjs");
  await build({
    entryPoints: ["src/node/engineWorker/worker.ts"],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    ...resolution,
    logLevel: "error",
  });
  await cp("data/wordnet", resolve(outfile, "../wordnet"), { recursive: true });
  return outfile;
}

/** For engines whose log nobody reads. */
export const silent: Logger = {
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
