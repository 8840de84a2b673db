import { execFile } from "node:child_process";
import { access, constants, stat } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface ProgramOptions {
  /** All that the program sees of an environment: ours has keys in it. */
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Milliseconds, after which it is ended. */
  readonly timeout: number;
}

/**
 * Runs a program to its end.
 * @returns what it printed
 * @throws where it can't be started, fails or takes too long; the error has its `code` and what it said on `stderr`
 */
export async function runProgram(
  [program = "", ...flags]: readonly string[],
  options: ProgramOptions,
): Promise<string> {
  const { stdout } = await run(program, flags, { ...options, windowsHide: true });
  return stdout;
}

const WORKS_LIMIT_MS = 10_000;

/** Whether a program that starts another one starts `true`. */
export function startsOthers(prefix: readonly string[]): Promise<boolean> {
  const options = { env: { PATH: "/usr/bin:/bin" }, timeout: WORKS_LIMIT_MS };
  return runProgram([...prefix, "true"], options).then(
    () => true,
    () => false,
  );
}

/** Programs of a name in the folders of a search path, the user's unless told; whoever is started has another. */
export async function* programsOnPath(
  name: string,
  searchPath = process.env.PATH ?? "",
): AsyncGenerator<string> {
  const file = process.platform === "win32" && path.extname(name) === "" ? `${name}.exe` : name;
  for (const folder of searchPath.split(path.delimiter).filter((entry) => path.isAbsolute(entry))) {
    const program = path.join(folder, file);
    if (await isProgram(program)) yield program;
  }
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

/** The path of a program that is named by one, or by a name on the user's search path; the name itself where there is none. */
export async function findProgram(name: string): Promise<string> {
  if (path.basename(name) !== name) return path.resolve(name);
  for await (const program of programsOnPath(name)) return program;
  return name;
}
