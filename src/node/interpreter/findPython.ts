import { t } from "@vscode/l10n";
import { access, constants } from "node:fs/promises";
import { tmpdir } from "node:os";
import { findProgram, runProgram } from "../programs";
import { childEnvironment } from "./childEnvironment";
import { findContainment, UNSHARE } from "../containment";
import { makeFolder, removeFolder } from "./folders";

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

interface Surroundings {
  /** Where it gets a folder of its own, for as long as it is asked. */
  readonly tempDir?: string;
  readonly unshare?: string;
}

/**
 * Asks a program for its version; a sentence where it is no Python for us. It may be anything, so it is started as
 * a child that grades is: with an environment that we make up, in a folder of its own, without the network.
 */
export async function findPython(
  interpreter: string,
  { tempDir = tmpdir(), unshare = UNSHARE }: Surroundings = {},
): Promise<FoundPython | string> {
  const program = await findProgram(interpreter);
  const { prefix } = await findContainment(unshare);
  const folder = await makeFolder(tempDir);
  let answer: string;
  try {
    await access(program, constants.X_OK);
    answer = await runProgram([...prefix, program, "-E", "-s", "-c", QUESTION], {
      env: childEnvironment(program, folder),
      cwd: folder,
      timeout: ANSWER_LIMIT_MS,
    });
  } catch (error) {
    return failureWords(interpreter, error as Failure);
  } finally {
    await removeFolder(folder);
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
  return { executable: executable || program, version };
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
