import { join } from "node:path";
import { createInterpreterRunner, type PythonGrader } from "./interpreterRunner";
import type { InterpreterOptions } from "./options";

/** What is run where the user names no Python. */
export const DEFAULT_INTERPRETER = process.platform === "win32" ? "python" : "python3";

/** The interpreter runtime with the Python files of the build in `distDir`. */
export function installedInterpreter(
  distDir: string,
  options: Pick<InterpreterOptions, "interpreter"> & Partial<InterpreterOptions>,
): PythonGrader {
  return createInterpreterRunner({ pythonDir: join(distDir, "python"), ...options });
}
