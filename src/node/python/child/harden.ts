import dgram from "node:dgram";
import dns from "node:dns";
import net from "node:net";
import process from "node:process";
import type { PyodideAPI } from "pyodide";

function refuse(): never {
  throw new Error("Not available to graders.");
}

/** Ends every way to the network that Node's modules have; Node's permissions cover it only from 25 on. */
export function cutNetwork(): void {
  net.Socket.prototype.connect = refuse;
  net.Server.prototype.listen = refuse;
  dgram.Socket.prototype.bind = refuse;
  dgram.Socket.prototype.connect = refuse;
  dgram.Socket.prototype.send = refuse;
  for (const resolver of [dns, dns.promises] as unknown as Record<string, unknown>[]) {
    for (const [name, value] of Object.entries(resolver)) {
      if (typeof value === "function") resolver[name] = refuse;
    }
  }
}

/** The environment is small already; nothing that Python can print is left of it. */
export function clearEnvironment(): void {
  for (const name of Object.keys(process.env)) Reflect.deleteProperty(process.env, name);
}

/** Globals of Node that lead to the machine; ours are imported, so that we can do without. */
const GLOBALS = [
  "fetch",
  "WebSocket",
  "EventSource",
  "XMLHttpRequest",
  "require",
  "process",
  "global",
  "Worker",
];

/** Members of Pyodide's API that load, mount or fetch, or that take over the standard streams. */
const PYODIDE_MEMBERS = [
  ..."loadPackage loadPackagesFromImports mountNativeFS mountNodeFS registerComlink registerJsModule".split(
    " ",
  ),
  ..."setStderr setStdin setStdout setDebug unpackArchive useNodeSockFS runPythonAsync".split(" "),
];
const API_MEMBERS = [
  ..."loadBinaryFile loadDynlib loadScript initializeNodeSockFS initializeStreams setCdnUrl".split(" "),
  ..."makeSnapshot restoreSnapshot serializeHiwireState scheduleCallback".split(" "),
];
const FILE_SYSTEMS = ["NODEFS", "PROXYFS", "NATIVEFS_ASYNC", "WORKERFS", "IDBFS"];

interface PyodideInternals {
  readonly _api: object;
  readonly _module: { readonly FS: { readonly filesystems: object } };
}

/**
 * Takes away what leads out of Python once it is loaded. The cage (cage.ts) and the stand-ins that Pyodide
 * was built with are the walls; this removes what would only bump into them.
 */
export function closePyodide(pyodide: PyodideAPI): void {
  const internals = pyodide as unknown as PyodideInternals;
  remove(pyodide, PYODIDE_MEMBERS);
  remove(internals._api, API_MEMBERS);
  remove(internals._module.FS.filesystems, FILE_SYSTEMS);
  remove(globalThis, GLOBALS);
  Reflect.set(process, "binding", refuse);
  process.getBuiltinModule = refuse;
  // Call sites would hand out the receivers of our functions and the script's path.
  Object.defineProperty(Error, "prepareStackTrace", { value: undefined });
}

function remove(holder: object, names: readonly string[]): void {
  for (const name of names) {
    if (!Reflect.deleteProperty(holder, name)) Reflect.set(holder, name, undefined);
  }
}
