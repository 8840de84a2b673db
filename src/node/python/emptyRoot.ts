import { realpath, stat } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { UNSHARE } from "../containment";
import { runProgram } from "../programs";

const SETPRIV = "/usr/bin/setpriv";
const UMOUNT = "/usr/bin/umount";
const TOOLS = [UNSHARE, SETPRIV, UMOUNT, "/bin/sh", "/usr/bin/mount"];

/**
 * Namespaces of its own: `n` no network, `p` no other process, `m` its own mounts, `i` and `u` no shared memory
 * or name of the machine; `r` lets any user ask for them, which many machines forbid.
 */
const NAMESPACES = ["-rnpmiu", "--fork", "--kill-child"];

/** The loader answers at once; a program that has none may run instead. */
const TRACE_LIMIT_MS = 5_000;

/** A folder that is everywhere and holds nothing that a start reads: the new root is put together over it. */
const PLACE = "/sys";

/**
 * Makes a root of nothing but the files given, read-only, goes there for good, gives up every right, and becomes
 * the program. The old root is let go by its own `umount`, which is gone with it.
 * $1 folders, $2 files, $3 mounts (an fstab), $4 the dynamic loader, $5 where it finds libraries.
 */
const SCRIPT = `set -e
folders=$1 files=$2 mounts=$3 loader=$4 libraries=$5; shift 5
mount -t tmpfs -o mode=755,size=1m none ${PLACE}
cd ${PLACE}
IFS='
'
mkdir -p proc old $folders
for file in $files; do : > ".$file"; done
printf '%s\\n' "$mounts" > fstab
mount -a -T fstab
rm fstab
mount -t proc proc proc
pivot_root . old
cd /
"/old$loader" --library-path "$libraries" /old${UMOUNT} -l /old /proc
exec ${SETPRIV} --bounding-set=-all --inh-caps=-all --no-new-privs -- "$@"`;

/** Puts what is needed before a command so that it runs with these files alone. */
export type EmptyRoot = (files: readonly string[]) => readonly string[];

/**
 * How to start `node` where there is nothing of the machine: no network, no other process, and of the file system
 * only its own libraries and the files that it is to read. Undefined where the machine has not what it takes;
 * where it has but forbids it, the command ends before the program begins.
 */
export async function findEmptyRoot(node: string): Promise<EmptyRoot | undefined> {
  if (process.platform !== "linux" || !(await allExist(TOOLS))) return undefined;
  const [program, ofNode, ofSetpriv] = await Promise.all([
    realpath(node),
    libraries(node),
    libraries(SETPRIV),
  ]);
  const loader = ofSetpriv.find((file) => path.basename(file).startsWith("ld-"));
  if (ofNode.length === 0 || loader === undefined) return undefined;
  const fixed = [program, node, ...ofNode, SETPRIV, ...ofSetpriv, ...(await loaderCache())];
  const realLoader = await realpath(loader);
  const folders = [...new Set(ofSetpriv.map((file) => `/old${path.dirname(file)}`))].join(":");
  return (files) => {
    const all = [...new Set([...fixed, ...files])];
    return [
      ...[UNSHARE, ...NAMESPACES, "--", "/bin/sh", "-c", SCRIPT, "sh"],
      [...new Set(all.map((file) => `.${path.dirname(file)}`))].join("\n"),
      all.join("\n"),
      all.map((file) => `${escaped(file)} ${escaped(PLACE + file)} none bind,ro,nosuid,nodev 0 0`).join("\n"),
      realLoader,
      folders,
    ];
  };
}

/** Blanks and backslashes as an fstab has them. */
function escaped(file: string): string {
  return file.replaceAll(/[\s\\#]/g, (sign) => `\\${sign.charCodeAt(0).toString(8).padStart(3, "0")}`);
}

/** The shared libraries of a program by the names that it looks for them, as its dynamic loader finds them. */
async function libraries(program: string): Promise<string[]> {
  try {
    const options = { env: { LD_TRACE_LOADED_OBJECTS: "1" }, timeout: TRACE_LIMIT_MS };
    const listing = await runProgram([program, "--version"], options);
    return [...listing.matchAll(/(?:^|\s)(\/\S+) \(0x/g)].flatMap(([, file]) => file ?? []);
  } catch {
    return [];
  }
}

/** Where the loader looks first for libraries in unusual places. */
async function loaderCache(): Promise<string[]> {
  const file = "/etc/ld.so.cache";
  return (await allExist([file])) ? [file] : [];
}

async function allExist(files: readonly string[]): Promise<boolean> {
  const found = await Promise.all(
    files.map((file) =>
      stat(file).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.every(Boolean);
}
