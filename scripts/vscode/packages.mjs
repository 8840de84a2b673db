// What the recipes need of npm and tar.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runQuietly } from "../run.mjs";

/**
 * Runs `npm ARGS` in a folder.
 * @param {string} folder
 * @param {...string} args
 */
export async function npm(folder, ...args) {
  const { code, output } = await runQuietly("npm", [...args, "--prefix", folder, "--no-audit", "--no-fund"]);
  if (code !== 0) throw new Error(`npm ${args.join(" ")} failed:\n${output.slice(-3000)}`);
}

/**
 * Fetches the npm package code-server, which carries a built VS Code server, into a folder.
 * @param {string} version
 * @param {string} folder
 * @returns {Promise<{ file: string, integrity: string }>}
 */
export async function packCodeServer(version, folder) {
  const { code, output } = await runQuietly("npm", [
    "pack",
    "--json",
    "--loglevel=error",
    "--pack-destination",
    folder,
    `code-server@${version}`,
  ]);
  if (code !== 0) throw new Error(`npm pack code-server@${version} failed:\n${output.slice(-3000)}`);
  const [packed] = JSON.parse(output.slice(output.indexOf("[\n")));
  return { file: join(folder, packed.filename), integrity: packed.integrity };
}

/**
 * Unpacks part of code-server's package: what lies below lib/vscode.
 * @param {string} archive
 * @param {string} folder
 * @param {string} [part]
 */
export async function unpack(archive, folder, part = "package/lib/vscode") {
  const { code, output } = await runQuietly("tar", [
    "xzf",
    archive,
    "-C",
    folder,
    "--strip-components=3",
    part,
  ]);
  if (code !== 0) throw new Error(`Unpacking ${archive} failed:\n${output}`);
}

/**
 * Runs with a new temporary folder, and removes it whatever happens.
 * @template T
 * @param {(folder: string) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withTemporaryFolder(use) {
  const folder = await mkdtemp(join(tmpdir(), "graders-"));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
