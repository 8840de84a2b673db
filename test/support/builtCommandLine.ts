import { mkdir, rm, symlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { bundleThread } from "./cli";
import { sandboxBundle } from "../../scripts/sandboxBundle.mjs";
import { resolution } from "../../scripts/resolution.mjs";

/**
 * Bundles the command line and its Python sandbox from source, as the build does, apart from `dist/`.
 * @param folder below `.build/`, of this caller alone
 * @returns the script to start
 */
export async function builtCommandLine(folder: string): Promise<string> {
  const outdir = resolve(".build", folder);
  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  await symlink(resolve("node_modules/pyodide"), join(outdir, "pyodide"), "dir");
  await symlink(resolve("python"), join(outdir, "python"), "dir");
  await Promise.all([
    bundleThread(outdir),
    build({ ...sandboxBundle, outdir }),
    build({
      bundle: true,
      platform: "node",
      format: "esm",
      target: "node20",
      ...resolution,
      entryPoints: { cli: "src/cli/main.ts" },
      outdir,
      outExtension: { ".js": ".mjs" },
      splitting: true,
      define: { GRADERS_VERSION: '"test"' },
      logLevel: "error",
    }),
  ]);
  return join(outdir, "cli.mjs");
}
