import { build } from "esbuild";
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Readable, Writable } from "node:stream";
import { afterAll } from "vitest";
import { sandboxBundle } from "../../scripts/sandboxBundle.mjs";
import { resolution } from "../../scripts/resolution.mjs";

/** What a finished command line gave. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface CallOptions {
  readonly stdin?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
  /** Runs as this user. */
  readonly uid?: number;
}

/** The command line as it is shipped, in a folder of its own. */
export interface CommandLine {
  /** Where commands run; relative paths are from here. */
  readonly folder: string;
  readonly script: string;
  /** Writes a file into the folder; objects as JSON. */
  write(name: string, content: string | Buffer | object): Promise<string>;
  run(args: readonly string[], options?: CallOptions): Promise<Finished>;
  /** A command that is still running. */
  start(args: readonly string[], options?: CallOptions): ChildProcessByStdio<Writable, Readable, Readable>;
}

/**
 * Bundles the command line with the engine's thread as the build does, for one test file; `sandbox` adds what runs
 * Python. All are gone with the test file.
 */
export async function commandLine({ sandbox = false } = {}): Promise<CommandLine> {
  // Not below the checkout: another user must be able to read it, whatever the checkout's permissions.
  const folder = await mkdtemp(path.join(tmpdir(), "graders-cli-"));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const dist = path.join(folder, "dist");
  await bundleCli(dist);
  if (sandbox) await bundleSandbox(dist);
  await symlink(path.resolve("python"), path.join(dist, "python"));
  await bundleThread(dist);
  const work = path.join(folder, "work");
  await mkdir(work);
  return new BundledCli(work, path.join(dist, "cli.mjs"));
}

export async function bundleCli(outdir: string): Promise<void> {
  await build({
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    ...resolution,
    splitting: true,
    chunkNames: "cli/[name]-[hash]",
    entryPoints: { cli: "src/cli/main.ts" },
    outExtension: { ".js": ".mjs" },
    define: { GRADERS_VERSION: '"9.9.9"' },
    logLevel: "warning",
    outdir,
  });
}

async function bundleSandbox(outdir: string): Promise<void> {
  await build({ ...sandboxBundle, outdir });
  await symlink(path.resolve("node_modules/pyodide"), path.join(outdir, "pyodide"));
}

export async function bundleThread(outdir: string): Promise<void> {
  await build({
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    ...resolution,
    entryPoints: { engineWorker: "src/node/engineWorker/worker.ts" },
    outExtension: { ".js": ".cjs" },
    logLevel: "warning",
    outdir,
  });
}

class BundledCli implements CommandLine {
  constructor(
    readonly folder: string,
    readonly script: string,
  ) {}

  async write(name: string, content: string | Buffer | object): Promise<string> {
    const text = typeof content === "string" || Buffer.isBuffer(content) ? content : JSON.stringify(content);
    await writeFile(path.join(this.folder, name), text);
    return name;
  }

  start(args: readonly string[], { env = {}, uid }: CallOptions = {}) {
    return spawn(process.execPath, [this.script, ...args], {
      cwd: this.folder,
      // Nothing of the developer's environment decides a test: no keys, no colours, no caches.
      env: {
        PATH: process.env.PATH,
        HOME: this.folder,
        XDG_CACHE_HOME: path.resolve(".build/test-cache"),
        ...env,
      },
      stdio: ["pipe", "pipe", "pipe"],
      ...(uid !== undefined && { uid, gid: uid }),
    });
  }

  async run(args: readonly string[], { stdin = "", ...options }: CallOptions = {}): Promise<Finished> {
    const child = this.start(args, options);
    child.stdin.on("error", () => undefined);
    child.stdin.end(stdin);
    return finished(child);
  }
}

/** Waits for the end of a command. */
export async function finished(child: ChildProcessByStdio<Writable, Readable, Readable>): Promise<Finished> {
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8");
    child[name].on("data", (chunk: string) => (texts[name] += chunk));
  }
  const [code] = (await once(child, "close")) as [number | null];
  return { code, ...texts };
}
