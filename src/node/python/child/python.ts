import type { PyodideAPI } from "pyodide";
import type { SandboxRequest, StartRequest } from "../protocol";
import type { Channel } from "./channel";
import { closePyodide } from "./harden";
import { connectStreams, heapMb, loadPython, putFile, takeSnapshot } from "./load";
import type { MemoryCap } from "./memory";
import { DescriptorOutput } from "./output";
import { installation } from "./sources";
import { unpackSnapshot } from "./snapshot";
import { watchOver } from "./watch";

type Request<Op> = Extract<SandboxRequest, { readonly op: Op }>;

/** Python with its harness; each answer is the JSON of a `SandboxAnswer`. */
export interface Python {
  addSource(source: number, text: string): void;
  grade(request: Request<"grade">): string;
  parse(request: Request<"parse">): string;
  /** What is known of how Python's machine broke. */
  lastWords(error: unknown): string;
}

interface Wheel {
  readonly name: string;
  readonly read: () => Uint8Array;
}

interface Boot {
  readonly readFile: (name: string) => Uint8Array;
  readonly wheels: readonly Wheel[];
  readonly snapshot: Uint8Array | undefined;
  readonly start: StartRequest;
  readonly memory: MemoryCap;
  readonly channel: Channel;
}

/** Where a wheel is put in Python's file system for it to unpack. */
const WHEEL = "/tmp/graders.whl";

type HarnessFunction = (...args: (string | number | boolean)[]) => unknown;

/** Loads Python, hands the parent a snapshot if it wants one, and says that it is ready. */
export async function bootPython(boot: Boot): Promise<Python> {
  const { readFile, snapshot, start, memory, channel } = boot;
  const files = { wasm: readFile("pyodide.asm.wasm"), stdlib: readFile("python_stdlib.zip") };
  const pyodide = await loadPython(files, snapshot && unpackSnapshot(snapshot));
  if (!snapshot) {
    pyodide.runPython(installation);
    if (start.makeSnapshot) sendSnapshot(pyodide, channel);
  }
  const call = takeHarness(pyodide);
  const stdout = new DescriptorOutput();
  const stderr = new DescriptorOutput();
  connectStreams(pyodide, { stdout: stdout.take, stderr: stderr.take });
  const watch = watchOver(pyodide);
  for (const { name, read } of boot.wheels) {
    putFile(pyodide, WHEEL, read());
    call("add_wheel", WHEEL, name);
  }
  closePyodide(pyodide);
  call("begin", JSON.stringify(start.hostedPackages));
  const version = String(call("version"));
  channel.answer({
    op: "ready",
    runtime: `Pyodide ${pyodide.version}, Python ${version}`,
  });
  return {
    addSource: (source, text) => void call("add_source", source, text),
    grade: ({ id, source, sample, item, limitMs }) => {
      memory.takeRefusal();
      watch.arm(limitMs);
      const graded = String(call("grade", source, sample, item, limitMs / 1000));
      watch.disarm();
      const outcome = memory.takeRefusal() ? String(call("memory_refused", graded)) : graded;
      const beside = { stdout: stdout.drain(), stderr: stderr.drain(), heapMb: heapMb(pyodide) };
      return withOurs(outcome, { op: "graded", id, ...beside });
    },
    parse: ({ id, text }) => withOurs(`{"parse":${String(call("parse", text))}}`, { op: "parsed", id }),
    lastWords: (error) => [String(error), stdout.drain(), stderr.drain()].filter(Boolean).join("\n"),
  };
}

/** Adds our members to JSON of Python's; the last of two with one name counts. */
function withOurs(json: string, ours: object): string {
  return `${json.slice(0, -1)},${JSON.stringify(ours).slice(1)}`;
}

function sendSnapshot(pyodide: PyodideAPI, channel: Channel): void {
  const pieces = takeSnapshot(pyodide);
  channel.answer({ op: "snapshot", bytes: pieces.reduce((sum, { length }) => sum + length, 0) });
  for (const piece of pieces) channel.bytes(piece);
}

/** Takes the harness out of Python's `__main__`, where a grader would find it first. */
function takeHarness(pyodide: PyodideAPI): (name: string, ...args: Parameters<HarnessFunction>) => unknown {
  const globals = pyodide.globals as unknown as { get(name: string): unknown; delete(name: string): void };
  const harnessDispatch = globals.get("dispatch") as HarnessFunction;
  globals.delete("dispatch");
  return (name, ...args) => harnessDispatch(name, ...args);
}
