import { createHash } from "node:crypto";
import type { OfferedPackage } from "../protocol";
import type { FileSystem } from "./machine";

type Ask = (name: string, ...args: readonly (string | number)[]) => string;
type ReadFile = (path: string) => Uint8Array;

/** Where a wheel is put in Python's file system for it to unpack. */
export const WHEEL = "/tmp/graders.whl";
const COMPILED = "/tmp/graders.compiled";
/** Letters of the hash that a compiled package begins with. */
const HASH_LENGTH = 64;

/**
 * Packages of pure Python that sources may import. A source sees those that it names, with what they need, whatever
 * others in this child have loaded. To Python they are files as a grader's own are: nothing of the cage opens for them.
 */
export class Packages {
  private readonly byName: ReadonlyMap<string, OfferedPackage>;
  private readonly byModule: ReadonlyMap<string, OfferedPackage>;
  private readonly loaded = new Set<string>();
  /** A source's modules of packages. */
  private readonly imported = new Map<number, readonly string[]>();
  private shown = "[]";

  constructor(
    offered: readonly OfferedPackage[],
    private readonly files: FileSystem,
    private readonly ask: Ask,
    private readonly readFile: ReadFile,
  ) {
    this.byName = new Map(offered.map((one) => [one.name, one]));
    this.byModule = new Map(offered.flatMap((one) => one.modules.map((module) => [module, one] as const)));
  }

  /** Loads what a source imports, and has it seen. */
  sourceAdded(source: number, text: string): void {
    if (this.byName.size === 0) return;
    const modules = (JSON.parse(this.ask("imports", text)) as string[]).filter((name) =>
      this.byModule.has(name),
    );
    this.imported.set(source, modules);
    for (const one of this.neededBy(source)) this.load(one);
    this.show(source);
  }

  /** Has a source see its own packages and no other. @returns whether Python's memory changed by that */
  show(source: number): boolean {
    const names = JSON.stringify(this.neededBy(source).map(({ name }) => name));
    if (names === this.shown) return false;
    this.ask("show_packages", names);
    this.shown = names;
    return true;
  }

  /** The modules of packages that a source imports, and their versions; undefined where there are none. */
  versionsFor(source: number): readonly (readonly [string, string])[] | undefined {
    const modules = this.imported.get(source) ?? [];
    if (modules.length === 0) return undefined;
    return modules.map((module) => [module, this.byModule.get(module)?.version ?? ""]);
  }

  private neededBy(source: number): readonly OfferedPackage[] {
    const asked = (this.imported.get(source) ?? []).flatMap((module) => this.byModule.get(module) ?? []);
    const names = new Set(asked.flatMap(({ name, needs }) => [...needs, name]));
    return [...names].flatMap((name) => this.byName.get(name) ?? []);
  }

  private load(one: OfferedPackage): void {
    const { name, file, modules } = one;
    if (this.loaded.has(name)) return;
    this.loaded.add(name);
    const bytes = readCompiled(one, this.readFile) ?? readWheel(one, this.readFile);
    if (bytes === undefined) {
      this.ask("refuse_package", name, JSON.stringify(modules), file);
      return;
    }
    this.files.writeFile(WHEEL, bytes);
    this.ask("add_package", WHEEL, name, file);
  }
}

/** A package's wheel with its modules compiled, as it is kept. */
export function compilePackage(
  one: OfferedPackage,
  files: FileSystem,
  ask: Ask,
  readFile: ReadFile,
): readonly Uint8Array[] {
  const bytes = readWheel(one, readFile);
  if (bytes === undefined) throw new Error(`${one.file} is not what it was.`);
  files.writeFile(WHEEL, bytes);
  ask("compile_package", WHEEL, one.name);
  const compiled = files.readFile(COMPILED);
  return [new TextEncoder().encode(sha256Of(compiled)), compiled];
}

function readWheel({ wheel, sha256 }: OfferedPackage, readFile: ReadFile): Uint8Array | undefined {
  const bytes = tried(readFile, wheel);
  return bytes && sha256Of(bytes) === sha256 ? bytes : undefined;
}

/** It begins with the hash of the rest: one that is damaged costs time, and no more. */
function readCompiled({ compiled }: OfferedPackage, readFile: ReadFile): Uint8Array | undefined {
  const bytes = compiled === undefined ? undefined : tried(readFile, compiled);
  if (bytes === undefined) return undefined;
  const rest = bytes.subarray(HASH_LENGTH);
  return new TextDecoder().decode(bytes.subarray(0, HASH_LENGTH)) === sha256Of(rest) ? rest : undefined;
}

/** Somebody may have removed it since the child started. */
function tried(readFile: ReadFile, path: string): Uint8Array | undefined {
  try {
    return readFile(path);
  } catch {
    return undefined;
  }
}

function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
