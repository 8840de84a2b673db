import { t } from "@vscode/l10n";
import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  findPackage,
  resolvePackages,
  type LockedPackage,
  type PackageLock,
} from "../../../core/grader/packageLock";
import type { LaunchOptions } from "../launch";
import { compilePackages } from "./compilePackages";
import { download, hostOf, sizesOf, type PackageHost } from "./download";
import { readLockFile } from "./lockFile";
import { offered } from "./offeredPackages";
import { PackageError } from "./packageError";
import { PackageStore, type PackageFiles, type StoredPackage } from "./packageStore";

/** What would be downloaded, for a question: who is asked, for which files, and how large they are. */
export interface PackageOffer {
  readonly host: string;
  readonly files: readonly { readonly one: LockedPackage; readonly bytes: number | undefined }[];
  /** Of all files; undefined where the host does not say it of each. */
  readonly bytes: number | undefined;
}

/** What is being done with which file; `share` from 0 to 1. */
export type PackageProgress = (step: "download" | "compile", one: LockedPackage, share: number) => void;

interface DepotOptions {
  /** Where packages are kept. */
  readonly folder: string;
  /** How the sandbox starts that compiles them. */
  readonly launch: LaunchOptions;
  readonly host: PackageHost;
}

/** Gets packages that Pyodide's lock file lists, for the sandbox, and removes them. Errors are PackageErrors. */
export class PackageDepot {
  constructor(private readonly options: DepotOptions) {}

  /** Those that are here. */
  async list(): Promise<readonly StoredPackage[]> {
    return (await this.open()).store.list();
  }

  /**
   * What is to be downloaded for these packages: nothing where all are here. The host is asked for the sizes alone.
   * @param names of packages or of modules
   */
  async offer(names: readonly string[], signal: AbortSignal): Promise<PackageOffer> {
    const { lock, store } = await this.open();
    const resolution = resolvePackages(lock, names);
    if (resolution.kind === "refused") throw new PackageError(resolution.message, resolution.mend);
    const here = new Set((await store.list()).map(({ name }) => name));
    const missing = resolution.packages.filter(({ name }) => !here.has(name));
    const sizes = await sizesOf(missing, this.options.host, signal);
    const files = missing.map((one, index) => ({ one, bytes: sizes[index] }));
    const bytes = files.reduce<number | undefined>(
      (sum, file) => (sum === undefined || file.bytes === undefined ? undefined : sum + file.bytes),
      0,
    );
    return { host: hostOf(this.options.host), files, bytes };
  }

  /** Downloads, checks and compiles what was offered; all of it is kept, or nothing. */
  async get({ files }: PackageOffer, signal: AbortSignal, progress: PackageProgress): Promise<void> {
    const { lock, store } = await this.open();
    const wheels: PackageFiles[] = [];
    for (const { one, bytes } of files) {
      progress("download", one, 0);
      const wheel = await download(one, this.options.host, signal, (size) => {
        progress("download", one, bytes ? Math.min(1, size / bytes) : 0);
      });
      wheels.push({ one, wheel });
    }
    const compiled = await this.compile(wheels, lock, signal, progress);
    const kept = wheels.map((file, index) => ({ ...file, compiled: compiled[index] }));
    signal.throwIfAborted();
    try {
      await store.save(kept);
    } catch (error) {
      throw new PackageError(
        t("The packages cannot be kept in {0}: {1}.", store.folder, (error as Error).message),
        t("Make room there, or name another folder."),
      );
    }
  }

  /** Removes packages that no other needs that stays. @returns those that went */
  async remove(names: readonly string[]): Promise<readonly LockedPackage[]> {
    const { lock, store } = await this.open();
    const here = await store.list();
    const named = names.map((name) => {
      const one = findPackage(lock, name);
      if (one && here.some((other) => other.name === one.name)) return one;
      throw new PackageError(
        t("There is no package {0} here.", name),
        t("These are: {0}.", here.map((other) => other.name).join(", ") || "–"),
      );
    });
    for (const other of here.filter(({ name }) => !named.some((one) => one.name === name))) {
      const needed = named.find((one) => needs(lock, other, one));
      if (needed)
        throw new PackageError(
          t("{0} is needed by {1}.", needed.name, other.name),
          t("Remove {0} too.", other.name),
        );
    }
    await store.remove(named);
    return named;
  }

  private async open(): Promise<{ readonly lock: PackageLock; readonly store: PackageStore }> {
    const lock = await readLockFile(this.options.launch.pyodideDir);
    return { lock, store: new PackageStore(this.options.folder, lock) };
  }

  /** In a folder of its own: what is not yet whole is in no folder of packages. */
  private async compile(
    wheels: readonly PackageFiles[],
    lock: PackageLock,
    signal: AbortSignal,
    progress: PackageProgress,
  ): Promise<readonly Uint8Array[]> {
    const folder = await realpath(await mkdtemp(path.join(tmpdir(), "graders-packages-")));
    try {
      const packages = wheels.map(({ one }) => offered({ ...one, wheel: path.join(folder, one.file) }, lock));
      await Promise.all(packages.map(({ wheel }, index) => writeFile(wheel, wheels[index]?.wheel ?? "")));
      const say = (count: number) => {
        const next = wheels[count];
        if (next) progress("compile", next.one, count / wheels.length);
      };
      say(0);
      return await compilePackages(packages, this.options.launch, signal, say);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

function needs(lock: PackageLock, one: LockedPackage, other: LockedPackage): boolean {
  const resolution = resolvePackages(lock, [one.name]);
  return resolution.kind === "found" && resolution.packages.some(({ name }) => name === other.name);
}
