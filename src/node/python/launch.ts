import { t } from "@vscode/l10n";
import { realpath } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import type { Logger, PythonUnavailable } from "../../core/ports";
import { startsOthers } from "../programs";
import { findEmptyRoot } from "./emptyRoot";
import { hardeningFlags, OLDEST_NODE, parseNodeVersion } from "./hardening";
import { askVersion } from "./nodes";
import type { CommandLine } from "./sandboxProcess";
import { SnapshotStore } from "./snapshotStore";
import { offeredPackages } from "./packages/offeredPackages";
import type { OfferedPackage } from "./protocol";
import { findWheels } from "./wheels";

/** What of Pyodide's files a start reads. */
const PYODIDE_FILES = ["pyodide.asm.wasm", "python_stdlib.zip"];

export interface LaunchOptions {
  /** The child's script, `dist/sandbox.mjs`. */
  readonly script: string;
  /** The folder of Pyodide's files, `dist/pyodide`. */
  readonly pyodideDir: string;
  /** Another Node than the one that runs us, 20 or newer. */
  readonly node?: string;
  /** Where to keep a snapshot of Python's memory; without it, each start loads Python anew. */
  readonly snapshotDir?: string;
  /** A folder of pure-Python wheels that graders may import from. */
  readonly wheels?: string;
  /** A folder of packages that were got for the sandbox (packages/packageStore.ts). */
  readonly packages?: string | undefined;
  /** Further files that a child may read. */
  readonly extraFiles?: readonly string[];
  readonly logger?: Logger;
}

/** How to start a child. */
export interface Launch {
  readonly snapshots: SnapshotStore | undefined;
  /** Wheels that the child unpacks. */
  readonly wheels: readonly string[];
  /** Packages of which the child unpacks what a source imports. */
  readonly packages: readonly OfferedPackage[];
  /** `alone`: in namespaces and an empty root of its own, where {@link Launch.canBeAlone}. */
  command(snapshot: string | undefined, alone: boolean): CommandLine;
  /** Whether the machine has what it takes; whether it allows it shows when a child starts. */
  readonly canBeAlone: boolean;
}

/** Finds out once what all children of a runner share; a sentence or more where there can be none. */
export async function prepareLaunch(options: LaunchOptions): Promise<Launch | PythonUnavailable | string> {
  const node = options.node ?? process.execPath;
  const versionText = options.node === undefined ? process.versions.node : await askVersion(node);
  const version = parseNodeVersion(versionText);
  if (!version) return t("{0} is no Node that runs here.", node);
  if (version.major < OLDEST_NODE) {
    return t("{0} is Node {1}: the sandbox needs {2} or newer.", node, versionText, OLDEST_NODE);
  }
  // Permissions are checked on real paths: a link on the way would be refused.
  const [script, folder] = await Promise.all([realpath(options.script), realpath(options.pyodideDir)]);
  const files = PYODIDE_FILES.map((name) => path.join(folder, name));
  const [prefix, root] = await Promise.all([deathSignal(), findEmptyRoot(node)]);
  const { snapshotDir, logger } = options;
  const wheels = await findWheels(options.wheels);
  if ("kind" in wheels) return wheels;
  const packages = await offeredPackages(options.packages, folder);
  if ("kind" in packages) return packages;
  const brought = [
    ...wheels,
    ...packages.flatMap(({ wheel, compiled }) => [wheel, ...(compiled === undefined ? [] : [compiled])]),
    ...(options.extraFiles ?? []),
  ];
  return {
    wheels,
    packages,
    snapshots: snapshotDir ? await SnapshotStore.open(snapshotDir, script, versionText, logger) : undefined,
    canBeAlone: root !== undefined,
    command: (snapshot, alone) => {
      const read = snapshot === undefined ? [] : [snapshot];
      const readable = [script, ...files, ...brought, ...read];
      const outside = [...prefix, ...(alone && root ? root(readable) : [])];
      const flags = hardeningFlags(version, readable);
      const [program, ...rest] = [...outside, node, ...flags, script, folder, ...read];
      return [program ?? node, ...rest];
    },
  };
}

let deathSignalPrefix: Promise<readonly string[]> | undefined;

/**
 * On Linux, util-linux's setpriv has the kernel end a child with its parent, also when it is deep in C code.
 * Elsewhere the child looks for its parent itself (child/watch.ts), and Windows ends children with us.
 */
function deathSignal(): Promise<readonly string[]> {
  deathSignalPrefix ??= findDeathSignal();
  return deathSignalPrefix;
}

async function findDeathSignal(): Promise<readonly string[]> {
  if (process.platform !== "linux") return [];
  const prefix = ["/usr/bin/setpriv", "--pdeathsig", "KILL", "--"];
  return (await startsOthers(prefix)) ? prefix : [];
}
