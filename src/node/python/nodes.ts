import { execFile } from "node:child_process";
import { access, constants, realpath } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { OLDEST_NODE, parseNodeVersion } from "./hardening";

const run = promisify(execFile);

/** A Node that does not tell its version by then is none. */
const VERSION_LIMIT_MS = 20_000;

/** What a program says its Node's version is; empty where it is no Node that runs here. */
export async function askVersion(node: string): Promise<string> {
  try {
    const { stdout } = await run(node, ["-p", "process.versions.node"], {
      env: { ELECTRON_RUN_AS_NODE: "1" },
      timeout: VERSION_LIMIT_MS,
    });
    return stdout.trim();
  } catch {
    return "";
  }
}

/** Another Node than `failed` on PATH that is new enough to host the sandbox, if there is one. */
export async function findOtherNode(
  failed: string,
  searchPath = process.env.PATH ?? "",
): Promise<string | undefined> {
  const known = await realpath(failed).catch(() => failed);
  const name = process.platform === "win32" ? "node.exe" : "node";
  for (const folder of searchPath.split(path.delimiter).filter((entry) => path.isAbsolute(entry))) {
    const node = path.join(folder, name);
    if (await isOther(node, known)) return node;
  }
  return undefined;
}

async function isOther(node: string, known: string): Promise<boolean> {
  try {
    await access(node, constants.X_OK);
    if ((await realpath(node)) === known) return false;
  } catch {
    return false;
  }
  const version = parseNodeVersion(await askVersion(node));
  return version !== undefined && version.major >= OLDEST_NODE;
}
