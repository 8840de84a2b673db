import dgram from "node:dgram";
import dns from "node:dns";
import net from "node:net";
import process from "node:process";
import type { FileSystem } from "./machine";

function refuse(): never {
  throw new Error("Not available to graders.");
}

/** The environment is small already; nothing of it is left. */
export function clearEnvironment(): void {
  for (const name of Object.keys(process.env)) Reflect.deleteProperty(process.env, name);
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

/**
 * Node's console writes to a stream, whose native handle Node's own code passes about. Ours writes nowhere; it
 * is in place before Emscripten keeps functions of it.
 */
export function silenceConsole(): void {
  for (const name of Object.keys(console)) Reflect.set(console, name, quiet);
}

/** Whether each member of the console is ours. */
export function isSilent(): boolean {
  return Object.values(console).every((member) => member === quiet);
}

function quiet(): void {
  // Nothing is written.
}

/** The language's own globals, and what of Node's is used after loading. */
const KEPT_GLOBALS: ReadonlySet<string | symbol> = new Set([
  ..."AggregateError Array ArrayBuffer AsyncDisposableStack Atomics BigInt BigInt64Array BigUint64Array".split(
    " ",
  ),
  ..."Boolean DataView Date DisposableStack Error EvalError FinalizationRegistry Float16Array Float32Array".split(
    " ",
  ),
  ..."Float64Array Function Infinity Int16Array Int32Array Int8Array Intl Iterator JSON Map Math NaN Number".split(
    " ",
  ),
  ..."Object Promise Proxy RangeError ReferenceError Reflect RegExp Set SharedArrayBuffer String".split(" "),
  ..."SuppressedError Symbol SyntaxError TypeError URIError Uint16Array Uint32Array Uint8Array".split(" "),
  ..."Uint8ClampedArray WeakMap WeakRef WeakSet decodeURI decodeURIComponent encodeURI encodeURIComponent".split(
    " ",
  ),
  ..."escape eval globalThis isFinite isNaN parseFloat parseInt undefined unescape".split(" "),
  ..."TextDecoder TextEncoder WebAssembly console performance".split(" "),
  Symbol.toStringTag,
]);
const FILE_SYSTEMS = ["NODEFS", "PROXYFS", "NATIVEFS_ASYNC", "WORKERFS", "IDBFS"];
/** Two numbers: who we are, and whether our parent still is. */
const KEPT_OF_PROCESS: ReadonlySet<string | symbol> = new Set(["pid", "ppid"]);

/** Takes away what leads out of the child, once Python is loaded. The gates and Node's permissions are the walls. */
export function removeWaysOut(files: FileSystem): void {
  remove(files.filesystems, FILE_SYSTEMS);
  // Unread: Node makes many of its globals only when somebody looks at them.
  remove(
    globalThis,
    Reflect.ownKeys(globalThis).filter((name) => !KEPT_GLOBALS.has(name)),
  );
  remove(
    process,
    Reflect.ownKeys(process).filter((name) => !KEPT_OF_PROCESS.has(name)),
  );
  Object.setPrototypeOf(process, null);
  // Node's own code looks for variables in places that are not to be known.
  Reflect.set(process, "env", Object.create(null));
  // Call sites would hand out the receivers of our functions and the script's path.
  Object.defineProperty(Error, "prepareStackTrace", { value: undefined });
}

function remove(holder: object, names: readonly (string | symbol)[]): void {
  for (const name of names) {
    if (!Reflect.deleteProperty(holder, name)) Reflect.set(holder, name, undefined);
  }
}
