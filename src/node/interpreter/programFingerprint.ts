import { createHash } from "node:crypto";
import { readFile, realpath } from "node:fs/promises";
import path from "node:path";
import { findProgram } from "../programs";

/** What a program is, by its files and without starting it; the same text where there is none. */
export async function programFingerprint(name: string): Promise<string> {
  const program = await findProgram(name);
  const target = await realpath(program).catch(() => program);
  const hash = createHash("sha256").update(program).update("\0").update(target);
  // A virtual environment is a link to another Python, beside a file that says to which and of what version.
  for (const file of [target, path.join(path.dirname(program), "..", "pyvenv.cfg")])
    hash.update("\0").update(await readFile(file).catch(() => ""));
  return hash.digest("hex");
}
