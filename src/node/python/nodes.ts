import { realpath } from "node:fs/promises";
import process from "node:process";
import { findContainment } from "../containment";
import { findProgram, programsOnPath, runProgram } from "../programs";
import { OLDEST_NODE, parseNodeVersion } from "./hardening";

/** A Node that does not tell its version by then is none. */
const VERSION_LIMIT_MS = 20_000;

/**
 * What a program says its Node's version is; empty where it is no Node that runs here. It may be anything, so it
 * gets nothing of our environment, and no network where the machine can cut it off.
 */
export async function askVersion(node: string): Promise<string> {
  try {
    const { prefix } = await findContainment();
    const command = [...prefix, await findProgram(node), "-p", "process.versions.node"];
    const answer = await runProgram(command, {
      env: { ELECTRON_RUN_AS_NODE: "1" },
      timeout: VERSION_LIMIT_MS,
    });
    return answer.trim();
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
  for await (const node of programsOnPath("node", searchPath)) if (await isOther(node, known)) return node;
  return undefined;
}

async function isOther(node: string, known: string): Promise<boolean> {
  if ((await realpath(node)) === known) return false;
  const version = parseNodeVersion(await askVersion(node));
  return version !== undefined && version.major >= OLDEST_NODE;
}
