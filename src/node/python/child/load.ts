import { loadPyodide, type PyodideAPI } from "pyodide";
import createPyodideModule from "pyodide/pyodide.asm.mjs";
import { encodeRequest } from "./exchange";
import { hangGates, type Gates, type WasmImports } from "./gates";
import { offerFile, withdrawFiles } from "./host/modules";
import { makeMachine, type FileSystem, type Machine, type PythonExports } from "./machine";
import type { Snapshot } from "./snapshot";
import { installation } from "./sources";
import { connectStreams, type Sinks } from "./streams";

/** The files that a start reads. */
export interface PythonFiles {
  readonly wasm: Uint8Array;
  readonly stdlib: Uint8Array;
}

/** What of Emscripten's module we touch. */
interface PyodideModule {
  readonly FS: FileSystem;
  readonly HEAP8: Int8Array;
  readonly API: Record<string, unknown>;
  /** Where Python looks whether to ask for interrupts, and whom. */
  readonly _Py_EMSCRIPTEN_SIGNAL_HANDLING: number;
  Py_EmscriptenSignalBuffer: object;
}

type Settings = Parameters<typeof createPyodideModule>[0];

/** Node's types leave WebAssembly to the DOM's. */
const { WebAssembly } = globalThis as unknown as {
  readonly WebAssembly: {
    instantiate(
      wasm: Uint8Array,
      imports: object,
    ): Promise<{ instance: { exports: PythonExports }; module: object }>;
  };
};

/** No package can be loaded: what there is comes from the standard library. */
const NO_PACKAGES = {
  info: { abi_version: "2026_0", arch: "wasm32", platform: "emscripten", version: "", python: "" },
  packages: {},
};

/** A machine just loaded. */
export interface Loaded {
  readonly machine: Machine;
  /** Has Python ask `signals[0]` every few instructions whether to interrupt itself. */
  readonly interruptBy: (signals: object) => void;
}

/**
 * Boots Python with the harness in it and shuts the gates; from a snapshot where there is one, which is the
 * memory of such a machine. `_loadSnapshot` is Pyodide's private option: the version is pinned, and the caller
 * falls back to a plain load.
 */
export async function loadPython(
  { wasm, stdlib }: PythonFiles,
  sinks: Sinks,
  snapshot?: Snapshot,
): Promise<Loaded> {
  offerFile("python_stdlib.zip", stdlib);
  // Never read: the machine is made of `wasm` below.
  offerFile("pyodide.asm.wasm", new Uint8Array());
  const boot = new Boot(wasm);
  const options = {
    indexURL: "/pyodide/",
    // An object without a prototype: Python's `js` module is empty while there is one.
    jsglobals: Object.create(null) as object,
    env: { HOME: "/home/grader", LANG: "C.UTF-8" },
    lockFileContents: NO_PACKAGES,
    createPyodideModule: (settings: Settings) => boot.createModule(settings, snapshot),
    ...(snapshot && { _loadSnapshot: new Uint8Array(snapshot.memoryBytes) }),
  };
  const pyodide = await loadPyodide(options as unknown as Parameters<typeof loadPyodide>[0]);
  withdrawFiles();
  return boot.finish(snapshot ? snapshot.dispatch : boot.install(pyodide), sinks, !snapshot);
}

/** What a start learns of Python's machine while Pyodide makes it. */
class Boot {
  private module: PyodideModule | undefined;
  private exports: PythonExports | undefined;
  private gates: Gates | undefined;

  constructor(private readonly wasm: Uint8Array) {}

  async createModule(settings: Settings, snapshot: Snapshot | undefined): Promise<object> {
    const module = (await createPyodideModule({
      ...settings,
      instantiateWasm: (imports: { env: WasmImports }, done: (instance: object, module: object) => void) => {
        void this.instantiate(imports, done);
        return {};
      },
    })) as PyodideModule;
    this.module = module;
    if (snapshot) restore(module, snapshot);
    return module;
  }

  private async instantiate(
    imports: { env: WasmImports },
    done: (instance: object, module: object) => void,
  ): Promise<void> {
    // Pyodide's own stand-ins where the engine lacks types that it would like.
    const marker = Symbol("error marker");
    imports.env.Jsv_GetError_import = () => marker;
    imports.env.JsvError_Check = (value: unknown) => Number(value === marker);
    this.gates = hangGates(imports.env);
    const { instance, module } = await WebAssembly.instantiate(this.wasm, imports);
    this.exports = instance.exports;
    done(instance, module);
  }

  /** Puts the harness in; gives the address of its function. */
  install(pyodide: PyodideAPI): number {
    const address = pyodide.runPython(installation) as number;
    this.exports?.Py_IncRef(address);
    return address;
  }

  /** `isNew`: Python still holds objects of JavaScript's, which go out first. */
  finish(dispatch: number, sinks: Sinks, isNew: boolean): Loaded {
    const { module, exports, gates } = this;
    if (!module || !exports || !gates) throw new Error("Pyodide made no machine.");
    const memory = () => new Uint8Array(module.HEAP8.buffer);
    const machine = makeMachine({ files: module.FS, gates, exports, memory }, dispatch);
    connectStreams(module.FS, sinks);
    if (isNew) machine.ask(encodeRequest("sever"));
    gates.shut();
    return {
      machine,
      interruptBy: (signals) => {
        module.HEAP8[module._Py_EMSCRIPTEN_SIGNAL_HANDLING] = 1;
        module.Py_EmscriptenSignalBuffer = signals;
      },
    };
  }
}

/** Puts our memory in place of Pyodide's start, of which nothing is needed: there is no object to hand over. */
function restore(module: PyodideModule, snapshot: Snapshot): void {
  const nothing = () => undefined;
  module.API.restoreSnapshot = () => snapshot.restore(new Uint8Array(module.HEAP8.buffer));
  module.API.finalizeBootstrap = () => ({
    _api: {
      sys: { path: { insert: nothing } },
      _pyodide: { set_excepthook: nothing },
      initializeStreams: nothing,
    },
  });
}
