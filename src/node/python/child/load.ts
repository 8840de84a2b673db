import { loadPyodide, type PyodideAPI } from "pyodide";
import createPyodideModule from "pyodide/pyodide.asm.mjs";
import { offerFile, withdrawFiles } from "./host/modules";
import { packSnapshot, type Snapshot } from "./snapshot";

/** The files that a start reads. */
export interface PythonFiles {
  readonly wasm: Uint8Array;
  readonly stdlib: Uint8Array;
}

/** What of Emscripten's module we touch. */
interface PyodideModule {
  readonly FS: { writeFile(path: string, bytes: Uint8Array): void };
  readonly HEAP8: Int8Array;
  readonly API: PyodideInternals;
}

interface PyodideInternals {
  serializeHiwireState(): unknown;
  restoreSnapshot(snapshot: Uint8Array): unknown;
}

interface Streams {
  readonly stdout: (bytes: Uint8Array) => void;
  readonly stderr: (bytes: Uint8Array) => void;
}

/** No package can be loaded: what there is comes from the standard library. */
const NO_PACKAGES = {
  info: { abi_version: "2026_0", arch: "wasm32", platform: "emscripten", version: "", python: "" },
  packages: {},
};

/**
 * Boots Python, from a snapshot where there is one. `_makeSnapshot` and `_loadSnapshot` are Pyodide's
 * private options: the version is pinned, and the caller falls back to a plain load.
 */
export async function loadPython(files: PythonFiles, snapshot: Snapshot | undefined): Promise<PyodideAPI> {
  const { wasm, stdlib } = files;
  offerFile("pyodide.asm.wasm", wasm);
  offerFile("python_stdlib.zip", stdlib);
  const options = {
    indexURL: "/pyodide/",
    // An object without a prototype: Python's `js` module is empty.
    jsglobals: Object.create(null) as object,
    env: { HOME: "/home/grader", LANG: "C.UTF-8" },
    lockFileContents: NO_PACKAGES,
    createPyodideModule: snapshot ? restoring(snapshot) : createPyodideModule,
    ...(snapshot ? { _loadSnapshot: new Uint8Array(snapshot.memoryBytes) } : { _makeSnapshot: true }),
  };
  const pyodide = await loadPyodide(options as unknown as Parameters<typeof loadPyodide>[0]);
  withdrawFiles();
  return pyodide;
}

/** Puts our sparse snapshot into memory in place of Pyodide's, which would touch every page. */
function restoring(snapshot: Snapshot): typeof createPyodideModule {
  return async (settings) => {
    const module = (await createPyodideModule(settings)) as PyodideModule;
    module.API.restoreSnapshot = () => {
      snapshot.restore(new Uint8Array(module.HEAP8.buffer));
      return snapshot.state;
    };
    return module;
  };
}

/** Takes a snapshot; Python must not have been handed a JavaScript object yet, nor we one of Python's. */
export function takeSnapshot(pyodide: PyodideAPI): Uint8Array[] {
  const { HEAP8, API } = moduleOf(pyodide);
  return packSnapshot(new Uint8Array(HEAP8.buffer), API.serializeHiwireState());
}

/** Puts a file into Python's file system, which is in memory. */
export function putFile(pyodide: PyodideAPI, path: string, bytes: Uint8Array): void {
  moduleOf(pyodide).FS.writeFile(path, bytes);
}

/** Megabytes of Python's memory. */
export function heapMb(pyodide: PyodideAPI): number {
  return moduleOf(pyodide).HEAP8.length / (1024 * 1024);
}

/** Sends what Python writes to descriptors 1 and 2 to us, and gives it an input that has ended. */
export function connectStreams(pyodide: PyodideAPI, { stdout, stderr }: Streams): void {
  const writer = (take: (bytes: Uint8Array) => void) => ({
    write: (bytes: Uint8Array) => {
      take(bytes);
      return bytes.length;
    },
  });
  pyodide.setStdin({ stdin: () => null });
  pyodide.setStdout(writer(stdout));
  pyodide.setStderr(writer(stderr));
}

function moduleOf(pyodide: PyodideAPI): PyodideModule {
  return (pyodide as unknown as { readonly _module: PyodideModule })._module;
}
