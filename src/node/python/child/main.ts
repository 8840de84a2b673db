import { readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import type { StartRequest, SandboxRequest } from "../protocol";
import { findHoles } from "./cage";
import { openChannel, type Channel } from "./channel";
import { exit } from "./exit";
import { clearEnvironment, cutNetwork, silenceConsole } from "./harden";
import { missingLayers } from "./layers";
import { capMemory } from "./memory";
import { bootPython, type Python } from "./python";
import { readLines } from "./requests";

/**
 * The sandbox's child. Arguments: the folder of Pyodide's files, and a snapshot to start from, if any. It
 * proves its cage before anything else, and ends with its input.
 */
async function main(): Promise<void> {
  const [, script = "", pyodideDir = "", snapshotFile] = process.argv;
  clearEnvironment();
  silenceConsole();
  cutNetwork();
  const lines = readLines();
  const first = lines.next();
  if (first.done) return;
  const start = JSON.parse(first.value) as StartRequest;
  const channel = openChannel(start.token);
  channel.answer({ op: "begun" });
  const holes = findHoles(script);
  if (holes.length > 0) {
    channel.answer({ op: "uncaged", holes });
    return;
  }
  const memory = capMemory(start.memoryMb);
  const python = await bootPython({
    readFile: (name) => readFileSync(path.join(pyodideDir, name)),
    readPackage: (file) => readFileSync(file),
    wheels: start.wheels.map((file) => ({ name: path.basename(file), read: () => readFileSync(file) })),
    snapshot: snapshotFile === undefined ? undefined : readFileSync(snapshotFile),
    start,
    memory,
    channel,
    missingLayers: missingLayers(start),
  });
  if (!python) return;
  for (const line of lines) {
    if (!serve(python, channel, JSON.parse(line) as SandboxRequest)) return;
  }
}

/** Answers one request; false when Python's machine broke over it, so that this process is of no more use. */
function serve(python: Python, channel: Channel, request: SandboxRequest): boolean {
  try {
    switch (request.op) {
      case "source":
        python.addSource(request.source, request.text);
        break;
      case "grade":
        python.grade(request, channel.answerJson);
        break;
      case "parse":
        channel.answerJson(python.parse(request));
        break;
    }
    return true;
  } catch (error) {
    channel.answer({ op: "died", message: python.lastWords(error) });
    return false;
  }
}

await main();
exit(0);
