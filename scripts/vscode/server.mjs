import { spawn } from "node:child_process";
import { cp, mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { getServer } from "./getServer.mjs";

const READY = /Extension host agent listening on (\d+)/;
const START_LIMIT_MS = 60_000;
const LOG_CHARACTERS = 20_000;
const DIE_WITH_PARENT = fileURLToPath(new URL("dieWithParent.cjs", import.meta.url));

/** Nothing that looks outside, pops up, or differs from start to start. */
const QUIET = {
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "security.workspace.trust.banner": "never",
  "security.workspace.trust.startupPrompt": "never",
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

/**
 * @typedef {object} ServerOptions
 * @property {import("./versions.mjs").VersionName} version
 * @property {string} [workspace] folder or .code-workspace file to open; absent: an empty window
 * @property {string} dataDir empty folder for settings and state; the caller removes it
 * @property {Record<string, unknown>} [settings] user settings
 * @property {boolean} [trust] true (the default): every folder is trusted; false: Workspace Trust is on, and
 *   the folder untrusted
 * @property {string[]} [installed] folders of extensions that are installed, besides those built in
 * @property {Record<string, string>} [env] further environment of the extension host
 */

/**
 * @typedef {object} RunningServer
 * @property {string} url on loopback, with the folder; others' parameters may be added
 * @property {string} authority as `vscode-remote://` addresses name the server
 * @property {() => string} log the end of what it printed
 * @property {Promise<void>} exited settles when it is gone
 * @property {() => Promise<void>} close ends it with all its children
 */

/**
 * Starts a VS Code server on a free port of loopback.
 * @param {ServerOptions} options
 * @returns {Promise<RunningServer>}
 */
export async function startServer({
  version,
  workspace,
  dataDir,
  settings = {},
  trust = true,
  installed = [],
  env = {},
}) {
  const { folder, node } = await getServer(version);
  const user = join(dataDir, "data", "User");
  await mkdir(user, { recursive: true });
  await writeFile(join(user, "settings.json"), JSON.stringify({ ...QUIET, ...settings }, null, 2));
  // A new server takes up the extensions that it finds there.
  for (const extension of installed)
    await cp(extension, join(dataDir, "extensions", basename(extension)), { recursive: true });
  const child = spawn(node, serverArguments(folder, dataDir, trust), {
    // A pipe as stdin: it closes when we are gone.
    stdio: ["pipe", "pipe", "pipe"],
    // A process group of its own, to end it with its children.
    detached: true,
    env: { ...process.env, ...env },
  });
  let log = "";
  const exited = /** @type {Promise<void>} */ (new Promise((resolve) => child.on("close", () => resolve())));
  const killGroup = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    } catch {
      // No such group: all of it has ended.
    }
  };
  const close = async () => {
    killGroup();
    await exited;
  };
  try {
    const port = await /** @type {Promise<string>} */ (
      new Promise((resolve, reject) => {
        const read = (/** @type {Buffer} */ chunk) => {
          log = (log + String(chunk)).slice(-LOG_CHARACTERS);
          const ready = READY.exec(log)?.[1];
          if (ready !== undefined) resolve(ready);
        };
        child.stdout.on("data", read);
        child.stderr.on("data", read);
        child.on("error", reject);
        child.on("exit", (code) => reject(new Error(`The VS Code server ended with ${code}:\n${log}`)));
        setTimeout(
          () => reject(new Error(`The VS Code server did not start:\n${log}`)),
          START_LIMIT_MS,
        ).unref();
      })
    );
    const authority = `127.0.0.1:${port}`;
    const url = `http://${authority}/?${opened(workspace)}`;
    return { url, authority, log: () => log, exited, close };
  } catch (error) {
    killGroup();
    throw error;
  }
}

/** @param {string | undefined} workspace */
function opened(workspace) {
  if (workspace === undefined) return "ew=true";
  const kind = workspace.endsWith(".code-workspace") ? "workspace" : "folder";
  return `${kind}=${encodeURIComponent(workspace)}`;
}

/**
 * @param {string} folder
 * @param {string} dataDir
 * @param {boolean} trust
 */
function serverArguments(folder, dataDir, trust) {
  return [
    "--require",
    DIE_WITH_PARENT,
    join(folder, "out", "server-main.js"),
    "--host=127.0.0.1",
    "--port=0",
    "--without-connection-token",
    "--accept-server-license-terms",
    `--server-data-dir=${dataDir}`,
    // Without it, a built VS Code newer than 1.99 ignores which extension and tests the page asks for.
    "--enable-smoke-test-driver",
    ...(trust ? ["--disable-workspace-trust"] : []),
  ];
}
