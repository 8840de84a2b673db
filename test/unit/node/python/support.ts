import { build, type Plugin } from "esbuild";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll } from "vitest";
import { sandboxBundle } from "../../../../scripts/sandboxBundle.mjs";
import type { PythonOutcome, PythonRunner } from "../../../../src/core/ports";
import { createSandboxRunner, type SandboxOptions } from "../../../../src/node/python/sandboxRunner";

const FOLDER = path.resolve(".build/test-sandbox");

export const never = new AbortController().signal;

/** Registered here, since hooks of a running test are not heard. */
const runners: PythonRunner[] = [];
const folders: string[] = [];
afterAll(async () => {
  await Promise.all(runners.map((runner) => runner.dispose()));
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});

let script: Promise<string> | undefined;

/** The sandbox's bundle as the build makes it, once for each content. */
export function sandboxScript(): Promise<string> {
  script ??= bundle();
  return script;
}

/** The bundle with one call of the child's taken out, as if that layer of the cage did not hold. */
export function sandboxScriptWithout(call: string): Promise<string> {
  let isFound = false;
  const plugin: Plugin = {
    name: "without-a-layer",
    setup: (context) => {
      context.onLoad({ filter: /[\\/]python[\\/]child[\\/]\w+\.ts$/ }, ({ path: file }) => {
        const source = readFileSync(file, "utf8");
        isFound ||= source.includes(call);
        return { contents: source.replace(call, ""), loader: "ts" };
      });
    },
  };
  return bundle([plugin]).finally(() => {
    if (!isFound) throw new Error(`The child has no ${call}`);
  });
}

async function bundle(plugins: readonly Plugin[] = []): Promise<string> {
  const { outputFiles } = await build({
    ...sandboxBundle,
    plugins: [...plugins, ...(sandboxBundle.plugins ?? [])],
    outdir: FOLDER,
    minify: true,
    write: false,
  });
  const contents = outputFiles[0]?.contents ?? new Uint8Array();
  const name = createHash("sha256").update(contents).digest("hex").slice(0, 16);
  const file = path.join(FOLDER, `${name}.mjs`);
  if (!existsSync(file)) {
    const draft = path.join(await temporaryFolder(), "sandbox.mjs");
    await writeFile(draft, contents);
    await rename(draft, file);
  }
  return file;
}

/** A new empty folder under `.build`, until the test file ends. */
export async function temporaryFolder(): Promise<string> {
  await mkdir(FOLDER, { recursive: true });
  const folder = await mkdtemp(path.join(FOLDER, "tmp-"));
  folders.push(folder);
  return folder;
}

/** A sandbox as an installation makes it; it ends with the test file. The snapshot is shared by all. */
export async function sandbox(options: Partial<SandboxOptions> = {}): Promise<PythonRunner> {
  const runner = createSandboxRunner({
    script: await sandboxScript(),
    pyodideDir: path.resolve("node_modules/pyodide"),
    snapshotDir: path.join(FOLDER, "snapshots"),
    memoryMb: 256,
    timeoutMs: 110_000,
    ...options,
  });
  runners.push(runner);
  return runner;
}

/** The lines of a `grade(sample, item)`. */
export function gradeSource(...body: string[]): string {
  return `def grade(sample, item):\n${body.map((line) => `    ${line}\n`).join("")}`;
}

export function grade(
  runner: PythonRunner,
  source: string,
  { sample = "{}", item = "{}", signal = never } = {},
): Promise<PythonOutcome> {
  return runner.grade({ source, sample, item }, signal);
}

/** Narrows an outcome, and shows the whole of it where it is of another kind. */
export function expectKind<Kind extends PythonOutcome["kind"]>(
  outcome: PythonOutcome,
  kind: Kind,
): Extract<PythonOutcome, { readonly kind: Kind }> {
  if (outcome.kind !== kind) throw new Error(`Not ${kind}: ${JSON.stringify(outcome, undefined, 2)}`);
  return outcome as Extract<PythonOutcome, { readonly kind: Kind }>;
}

/** The processes whose command line mentions a text, without those that only wait for one in a namespace. Linux only. */
export function processesWith(text: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => commandLine(pid).includes(text) && !commandLine(pid).startsWith("/usr/bin/unshare"))
    .map(Number);
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}
