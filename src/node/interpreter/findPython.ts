import { t } from "@vscode/l10n";
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

const OLDEST = { major: 3, minor: 8 };
/** A program that does not tell its version by then is no Python. */
const ANSWER_LIMIT_MS = 20_000;

/**
 * Must be read by a Python 2, and import nothing but `sys`: others would be looked for in the current folder
 * first. A path may lead to a launcher (pyenv, py.exe); what it launches is used from then on.
 */
const QUESTION = 'import sys; sys.stdout.write("%d.%d.%d\\n%s" % (sys.version_info[:3] + (sys.executable,)))';

export interface FoundPython {
  /** The program itself, behind any launcher. */
  readonly executable: string;
  readonly version: string;
}

/** Asks a program for its version, with the user's environment; a sentence where it is no Python for us. */
export async function findPython(interpreter: string): Promise<FoundPython | string> {
  let answer: string;
  try {
    const options = { timeout: ANSWER_LIMIT_MS, windowsHide: true };
    answer = (await run(interpreter, ["-E", "-s", "-c", QUESTION], options)).stdout;
  } catch (error) {
    return failureWords(interpreter, error as Failure);
  }
  const [version = "", executable = ""] = answer.split(/\r?\n/);
  const [, major, minor] = /^(\d+)\.(\d+)\.\d+$/.exec(version) ?? [];
  if (major === undefined || minor === undefined) return t("{0} is no Python.", interpreter);
  if (Number(major) !== OLDEST.major || Number(minor) < OLDEST.minor)
    return t(
      "{0} is Python {1}: graders need {2} or newer.",
      interpreter,
      version,
      `${OLDEST.major}.${OLDEST.minor}`,
    );
  return { executable: executable || interpreter, version };
}

interface Failure {
  readonly code?: string | undefined;
  readonly stderr?: string | undefined;
}

function failureWords(interpreter: string, { code, stderr }: Failure): string {
  if (code === "ENOENT") return t("There is no Python at {0}.", interpreter);
  if (code === "EACCES") return t("{0} is no program that may be started.", interpreter);
  const last = stderr?.trim().split("\n").at(-1);
  return last ? t("{0} does not run: {1}", interpreter, last) : t("{0} does not run.", interpreter);
}
