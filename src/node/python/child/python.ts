import { randomFillSync } from "node:crypto";
import { version } from "pyodide";
import type { SandboxRequest, StartRequest } from "../protocol";
import type { Channel } from "./channel";
import { encodeRequest } from "./exchange";
import { freezeRealm } from "./freeze";
import { removeWaysOut } from "./harden";
import { Images } from "./images";
import { loadPython } from "./load";
import type { Machine } from "./machine";
import type { MemoryCap } from "./memory";
import { DescriptorOutput } from "./output";
import { compilePackage, Packages, WHEEL } from "./packages";
import { findLaterHoles } from "./proof";
import { packSnapshot, unpackSnapshot } from "./snapshot";
import { watchOver } from "./watch";

type Request<Op> = Extract<SandboxRequest, { readonly op: Op }>;

/** Python with its harness; each answer is the JSON of a `SandboxAnswer`. */
export interface Python {
  addSource(source: number, text: string): void;
  /** The answer goes out before what the grade changed is put back. */
  grade(request: Request<"grade">, answer: (json: string) => void): void;
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
  readonly readPackage: (path: string) => Uint8Array;
  readonly wheels: readonly Wheel[];
  readonly snapshot: Uint8Array | undefined;
  readonly start: StartRequest;
  readonly memory: MemoryCap;
  readonly channel: Channel;
  /** What the machine does not give the cage. */
  readonly missingLayers: readonly string[];
}

/**
 * Loads Python, hands the parent a snapshot if it wants one, shuts and proves the cage, and says that it is ready;
 * undefined, and said, where the cage has a hole, and where it was to compile packages.
 */
export async function bootPython(boot: Boot): Promise<Python | undefined> {
  const { readFile, snapshot, start, memory, channel } = boot;
  const files = { wasm: readFile("pyodide.asm.wasm"), stdlib: readFile("python_stdlib.zip") };
  const stdout = new DescriptorOutput();
  const stderr = new DescriptorOutput();
  const sinks = { stdout: stdout.take, stderr: stderr.take };
  const { machine, interruptBy } = await loadPython(files, sinks, snapshot && unpackSnapshot(snapshot));
  if (!snapshot && start.makeSnapshot) sendSnapshot(machine, channel);
  const ask = asking(machine);
  if (start.compile) {
    for (const one of start.compile)
      sendPieces(compilePackage(one, machine.files, ask, boot.readPackage), channel);
    return undefined;
  }
  const watch = watchOver(interruptBy);
  for (const { name, read } of boot.wheels) {
    machine.files.writeFile(WHEEL, read());
    ask("add_wheel", WHEEL, name);
  }
  removeWaysOut(machine.files);
  freezeRealm();
  const holes = findLaterHoles(() => ask("opens_library") === "True");
  if (holes.length > 0) {
    channel.answer({ op: "uncaged", holes });
    return undefined;
  }
  const here = start.packages.flatMap(({ modules }) => modules);
  ask("begin", ...[start.hostedPackages, start.obtainable, here].map((value) => JSON.stringify(value)));
  channel.answer({
    op: "ready",
    runtime: `Pyodide ${version}, Python ${ask("version")}`,
    missingLayers: boot.missingLayers,
  });
  const images = new Images(machine);
  const packages = new Packages(start.packages, machine.files, ask, boot.readPackage);
  return {
    addSource: (source, text) => {
      packages.sourceAdded(source, text);
      images.sourceAdded(source, ask("add_source", source, text) === "restored");
    },
    grade: ({ id, source, sample, item, limitMs }, answer) => {
      if (packages.show(source)) images.forget();
      const image = images.before(source);
      memory.takeRefusal();
      watch.arm(limitMs);
      const graded = ask("grade", source, sample, item, limitMs / 1000, randomSeed());
      watch.disarm();
      const outcome = memory.takeRefusal() ? ask("memory_refused", graded) : graded;
      const heapMb = machine.memory().length / (1024 * 1024);
      const versions = packages.versionsFor(source);
      const beside = {
        ...{ stdout: stdout.drain(), stderr: stderr.drain(), heapMb },
        ...(versions && { packages: versions }),
      };
      if (!image) {
        answer(withOurs(outcome, { op: "graded", id, ...beside }));
        return;
      }
      const { newFiles, canRestore } = image.look();
      answer(
        withOurs(outcome, { op: "graded", id, ...beside, newFiles, ...(!canRestore && { spoiled: true }) }),
      );
      if (canRestore) image.restore();
    },
    parse: ({ id, text }) => withOurs(`{"parse":${ask("parse", text)}}`, { op: "parsed", id }),
    lastWords: (error) => [String(error), stdout.drain(), stderr.drain()].filter(Boolean).join("\n"),
  };
}

/** A number for Python's `random`: nothing in its memory differs where that is put back. */
function randomSeed(): number {
  return new DataView(randomFillSync(new Uint8Array(8)).buffer).getUint32(0);
}

/** Adds our members to JSON of Python's; the last of two with one name counts. */
function withOurs(json: string, ours: object): string {
  return `${json.slice(0, -1)},${JSON.stringify(ours).slice(1)}`;
}

function sendSnapshot(machine: Machine, channel: Channel): void {
  sendPieces(packSnapshot(machine.memory(), machine.dispatch), channel);
}

function sendPieces(pieces: readonly Uint8Array[], channel: Channel): void {
  channel.answer({ op: "snapshot", bytes: pieces.reduce((sum, { length }) => sum + length, 0) });
  for (const piece of pieces) channel.bytes(piece);
}

/** Asks the harness for text. Throws where a shut gate was pushed, whatever Python made of it. */
function asking(machine: Machine): (name: string, ...args: readonly (string | number)[]) => string {
  const decoder = new TextDecoder();
  return (name, ...args) => {
    const answer = decoder.decode(machine.ask(encodeRequest(name, ...args)));
    const { pushed } = machine.gates;
    if (pushed !== undefined) throw new Error(`Not available to graders: ${pushed}.`);
    return answer;
  };
}
