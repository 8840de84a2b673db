import { t } from "@vscode/l10n";
import { closest } from "../json/closest";

/** A package that Pyodide's lock file lists. */
export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  /** The name of its file beside the lock file. */
  readonly file: string;
  /** Of that file, in hexadecimal. */
  readonly sha256: string;
  /** What can be imported of it. */
  readonly modules: readonly string[];
  /** Packages that it needs. */
  readonly needs: readonly string[];
  /** Whether it holds Python alone, no machine code. */
  readonly isPure: boolean;
}

/** By {@link normalName}. */
export type PackageLock = ReadonlyMap<string, LockedPackage>;

/** Why packages cannot be had. */
export interface PackageRefusal {
  readonly kind: "refused";
  readonly message: string;
  readonly mend: string;
}

export type Resolution =
  | PackageRefusal
  /** What was asked for and what that needs, each behind what it needs itself. */
  | { readonly kind: "found"; readonly packages: readonly LockedPackage[] };

/** A name of one file, in no other folder. */
const FILE_NAME = /^[A-Za-z0-9][\w.+!-]*\.(whl|zip)$/;
const SHA256 = /^[0-9a-f]{64}$/;

/** Names of packages are the same whatever case and separators they are written with (PEP 503). */
export function normalName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[-_.]+/g, "-");
}

/**
 * Reads a lock file of Pyodide's; what is no package that can be imported, such as a package's tests, is left out.
 * @throws an error that says what is wrong with the file
 */
export function readPackageLock(text: string): PackageLock {
  const { packages } = asObject(JSON.parse(text), "the file");
  return new Map(
    Object.entries(asObject(packages, "packages")).flatMap(([key, entry]): [string, LockedPackage][] => {
      const found = readPackage(asObject(entry, key), key);
      return found === undefined ? [] : [[normalName(found.name), found]];
    }),
  );
}

function readPackage(entry: Readonly<Record<string, unknown>>, key: string): LockedPackage | undefined {
  const { name, version, file_name: file, sha256 } = entry;
  const [modules, needs] = [texts(entry.imports, key), texts(entry.depends, key)];
  if (typeof name !== "string" || typeof version !== "string" || typeof file !== "string")
    throw new Error(`${key} lacks a name, a version or a file`);
  if (!FILE_NAME.test(file)) throw new Error(`${key} has no name of a file: ${JSON.stringify(file)}`);
  if (typeof sha256 !== "string" || !SHA256.test(sha256)) throw new Error(`${key} has no sha256`);
  if (!file.endsWith(".whl")) return undefined;
  return { name, version, file, sha256, modules, needs, isPure: file.endsWith("-none-any.whl") };
}

function asObject(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error(`${what} is no object`);
  return value as Readonly<Record<string, unknown>>;
}

function texts(value: unknown, key: string): readonly string[] {
  if (!Array.isArray(value) || !value.every((entry) => typeof entry === "string"))
    throw new Error(`${key} lacks its imports or what it depends on`);
  return value;
}

/** The package of a name, or the one whose module has that name (`yaml` is `pyyaml`'s). */
export function findPackage(lock: PackageLock, name: string): LockedPackage | undefined {
  return lock.get(normalName(name)) ?? packageOfModule(lock, name);
}

/** The package that brings a module, by its first name: `dateutil` of `dateutil.parser`. */
export function packageOfModule(lock: PackageLock, module: string): LockedPackage | undefined {
  const [root = ""] = module.split(".");
  return [...lock.values()].find(({ modules }) => modules.includes(root));
}

/** What packages need, whole; or why one of them cannot be loaded in the sandbox. */
export function resolvePackages(lock: PackageLock, names: readonly string[]): Resolution {
  const found = new Map<string, LockedPackage>();
  for (const name of names) {
    const asked = findPackage(lock, name);
    if (asked === undefined) return unknownPackage(lock, name);
    const refusal = addWithNeeds(lock, { one: asked, asked }, found, new Set());
    if (refusal !== undefined) return refusal;
  }
  return { kind: "found", packages: [...found.values()] };
}

interface Wanted {
  readonly one: LockedPackage;
  /** What the user asked for, which needs it. */
  readonly asked: LockedPackage;
}

/** `open`: those whose needs are being looked at; some need each other. */
function addWithNeeds(
  lock: PackageLock,
  { one, asked }: Wanted,
  found: Map<string, LockedPackage>,
  open: Set<LockedPackage>,
): PackageRefusal | undefined {
  if (found.has(one.name) || open.has(one)) return undefined;
  if (!one.isPure) return compiledRefusal(one, asked);
  open.add(one);
  for (const need of one.needs) {
    const needed = lock.get(normalName(need));
    if (needed === undefined) return missingNeed(one, need);
    const refusal = addWithNeeds(lock, { one: needed, asked }, found, open);
    if (refusal !== undefined) return refusal;
  }
  found.set(one.name, one);
  return undefined;
}

const USE_INTERPRETER = t(
  'Set graders.python.runtime to "interpreter" (on the command line: --python interpreter) and use a Python of yours that has it.',
);

function compiledRefusal(one: LockedPackage, asked: LockedPackage): PackageRefusal {
  const message =
    one === asked
      ? t("{0} is compiled ({1}): the sandbox loads only packages of pure Python.", one.name, one.file)
      : t(
          "{0} needs {1}, which is compiled ({2}): the sandbox loads only packages of pure Python.",
          asked.name,
          one.name,
          one.file,
        );
  return { kind: "refused", message, mend: USE_INTERPRETER };
}

function missingNeed({ name }: LockedPackage, need: string): PackageRefusal {
  return {
    kind: "refused",
    message: t("{0} needs {1}, which Pyodide's lock file does not list.", name, need),
    mend: USE_INTERPRETER,
  };
}

function unknownPackage(lock: PackageLock, name: string): PackageRefusal {
  const near = closest(
    name,
    [...lock.values()].map((one) => one.name),
  );
  return {
    kind: "refused",
    message: t("Pyodide's lock file lists no package {0}.", name),
    mend: near === undefined ? USE_INTERPRETER : t("Did you mean {0}?", near),
  };
}
