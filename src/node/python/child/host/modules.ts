import { randomFillSync } from "node:crypto";
import path from "node:path/posix";

/** The files that Pyodide reads while it loads, by their last name; empty once it has. */
const files = new Map<string, Uint8Array>();

/** Lets Pyodide read these bytes under this name until {@link withdrawFiles}. */
export function offerFile(name: string, bytes: Uint8Array): void {
  files.set(name, bytes);
}

/** Ends all reading of files. */
export function withdrawFiles(): void {
  files.clear();
}

function refuse(): never {
  throw new Error("Not available to graders.");
}

function readOffered(file: string): Promise<Uint8Array> {
  const bytes = files.get(path.basename(file));
  return bytes ? Promise.resolve(bytes) : Promise.reject(new Error("Not available to graders."));
}

const crypto = { randomFillSync: (view: Uint8Array) => randomFillSync(view) };

/** Every module that Pyodide imports; those without an entry of use are empty. */
const modules: Readonly<Record<string, object>> = {
  ws: {},
  "node:child_process": { spawnSync: refuse },
  "node:crypto": crypto,
  "node:fs": { readFileSync: refuse, readSync: refuse, writeSync: refuse, lstatSync: refuse },
  "node:fs/promises": { readFile: readOffered },
  "node:module": { createRequire: () => hostModule },
  "node:net": {},
  "node:path": { default: path, ...path },
  "node:stream": {},
  "node:tls": {},
  "node:tty": { isatty: () => false },
  "node:url": {
    default: { pathToFileURL: refuse },
    fileURLToPath: () => "/pyodide/pyodide.asm.mjs",
  },
  "node:vm": { default: {} },
};

/** Our stand-in for a module that Pyodide asks Node for. Throws for one that this version did not ask for. */
export function hostModule(name: string): object {
  const found = modules[name];
  if (!found) throw new Error(`Pyodide asked for ${name}, which the sandbox does not know.`);
  return found;
}
