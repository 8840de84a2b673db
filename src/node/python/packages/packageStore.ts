import { randomBytes } from "node:crypto";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { resolvePackages, type LockedPackage, type PackageLock } from "../../../core/grader/packageLock";

/** A package that is here. */
export interface StoredPackage extends LockedPackage {
  /** The path of its wheel, as it was downloaded. */
  readonly wheel: string;
  /** The path of the same with its modules compiled, where there is one. */
  readonly compiled?: string;
}

/** What is kept of a package: its wheel, and the same with its modules compiled, where that was possible. */
export interface PackageFiles {
  readonly one: LockedPackage;
  readonly wheel: Uint8Array;
  readonly compiled?: Uint8Array | undefined;
}

const COMPILED = ".compiled";

/**
 * Packages in a folder, a file each, under names that begin with their hash: what another version of Pyodide lists is
 * another file. Each is written whole or not at all, and what it needs before it.
 */
export class PackageStore {
  constructor(
    readonly folder: string,
    private readonly lock: PackageLock,
  ) {}

  /** Those that are here with all that they need. */
  async list(): Promise<readonly StoredPackage[]> {
    const names = new Set(await readdir(this.folder).catch(() => []));
    const here = [...this.lock.values()].filter((one) => names.has(fileName(one)));
    const isWhole = ({ name }: LockedPackage) => {
      const resolution = resolvePackages(this.lock, [name]);
      return resolution.kind === "found" && resolution.packages.every((one) => here.includes(one));
    };
    return here.filter(isWhole).map((one) => {
      const wheel = path.join(this.folder, fileName(one));
      const hasCompiled = names.has(`${fileName(one)}${COMPILED}`);
      return { ...one, wheel, ...(hasCompiled && { compiled: `${wheel}${COMPILED}` }) };
    });
  }

  /** Keeps packages, each given behind what it needs, so that one that is here is whole whenever this is broken off. */
  async save(packages: readonly PackageFiles[]): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const drafts = await mkdtempIn(this.folder);
    try {
      const files = packages.flatMap(({ one, wheel, compiled }): [string, Uint8Array][] => [
        ...(compiled ? [[`${fileName(one)}${COMPILED}`, compiled] as [string, Uint8Array]] : []),
        [fileName(one), wheel],
      ]);
      for (const [name, bytes] of files) await writeFile(path.join(drafts, name), bytes);
      for (const [name] of files) await rename(path.join(drafts, name), path.join(this.folder, name));
    } finally {
      await rm(drafts, { recursive: true, force: true });
    }
  }

  /** Removes these packages. */
  async remove(packages: readonly LockedPackage[]): Promise<void> {
    // The wheel first: without it the package is not here.
    for (const one of packages) {
      for (const end of ["", COMPILED])
        await rm(path.join(this.folder, `${fileName(one)}${end}`), { force: true });
    }
  }
}

function fileName({ sha256, file }: LockedPackage): string {
  return `${sha256.slice(0, 16)}-${file}`;
}

async function mkdtempIn(folder: string): Promise<string> {
  const drafts = path.join(folder, `.draft-${randomBytes(6).toString("hex")}`);
  await mkdir(drafts);
  return drafts;
}
