import path from "node:path";
import { findContainment } from "../containment";
import { findPython } from "./findPython";
import { makeFolder, sweepFolders } from "./folders";
import type { InterpreterOptions } from "./options";

/** How to start a child. */
export interface Launch {
  readonly program: string;
  readonly flags: readonly string[];
  /** The Python itself, for words. */
  readonly executable: string;
  readonly networkCut: boolean;
  /** A folder of its own for each child. */
  makeFolder(): Promise<string>;
}

/** Finds out what all children of a runner share; a sentence where there can be none. */
export async function prepareLaunch(options: InterpreterOptions): Promise<Launch | string> {
  const { interpreter, pythonDir, tempDir, unshare, logger } = options;
  const [python] = await Promise.all([findPython(interpreter, { tempDir, unshare }), sweepFolders(tempDir)]);
  if (typeof python === "string") return python;
  const { prefix, networkCut } = await findContainment(unshare);
  const network = networkCut ? "cut off" : "not cut off: unshare -rn does not work here";
  logger?.info(`Python graders run in ${python.executable}, Python ${python.version}; network ${network}`);
  // -I: neither the user's environment variables, nor their home's packages, nor the current folder decide what
  // is imported. Not -S: the packages of the chosen Python (numpy, …) are why it was chosen.
  // -B: nothing is written beside those packages.
  const flags = ["-I", "-B", "-X", "utf8", path.join(pythonDir, "interpreter", "main.py")];
  const [program = python.executable, ...rest] = [...prefix, python.executable, ...flags];
  return {
    program,
    flags: rest,
    executable: python.executable,
    networkCut,
    makeFolder: () => makeFolder(tempDir),
  };
}
