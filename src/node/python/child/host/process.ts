import { constants } from "node:fs";
import { versions } from "node:process";

/**
 * What Pyodide's JavaScript sees as `process`: enough to know that it is on Node, and nothing that leads to
 * the machine. The bundler puts it in place of the global (scripts/sandboxBundle.mjs).
 */
const standIn = {
  argv: [],
  version: versions.node,
  versions: { node: versions.node },
  platform: "linux",
  exitCode: 0,
  stdin: { fd: -1 },
  stdout: { fd: -1 },
  stderr: { fd: -1 },
  getuid: () => 0,
  umask: () => 0o022,
  /** Emscripten's NODEFS asks for the numbers of open flags at start, though we take NODEFS away. */
  binding: () => ({ fs: constants }),
};

export { standIn as process };
