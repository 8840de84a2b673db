import { homedir } from "node:os";
import path from "node:path";
import process from "node:process";
import { findContainment } from "./containment";
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
  const [python] = await Promise.all([findPython(interpreter), sweepFolders(tempDir)]);
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

/** Threads of numeric libraries, as many as the service has cores: each costs address space. */
const THREADS = ["OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"];
/** What some Pythons need to start, and what tells nothing. */
const KEPT = ["LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT"];

/** All that a grader sees of an environment: a key in ours would be one print away. */
export function childEnvironment(executable: string, folder: string): NodeJS.ProcessEnv {
  const kept = KEPT.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    PATH: [path.dirname(executable), "/usr/local/bin", "/usr/bin", "/bin"].join(path.delimiter),
    HOME: folder,
    TMPDIR: folder,
    TEMP: folder,
    TMP: folder,
    LANG: "C.UTF-8",
    // NLTK's corpora, which the hosted image has, are in the user's home; HOME leads there no more.
    NLTK_DATA: process.env.NLTK_DATA ?? path.join(homedir(), "nltk_data"),
    ...Object.fromEntries(THREADS.map((name) => [name, "2"])),
    ...Object.fromEntries(kept),
  };
}
