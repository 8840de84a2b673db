// npm start: the examples in VS Code with the extension loaded. Installs and builds first; on a fresh clone
// nothing but Node's own modules is there, so whatever needs more is imported late.
import { spawn } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { delimiter, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { installDependencies } from "./install.mjs";
import { runHere } from "./run.mjs";

const HELP = `Usage: npm start [-- options]
Installs, builds, and opens examples/ in VS Code with the extension: in the desktop's VS Code where there is
one, else in a VS Code for the browser, whose address is printed.
  --browser    in the browser, also where there is a desktop
  --headless   no VS Code: grades every example and prints a table
  --no-build   takes what was built before
`;

/** The desktop's `code`; none without a display, and none where `code` speaks to a window elsewhere. */
async function desktopCode() {
  const { env, platform } = process;
  const elsewhere = env.VSCODE_IPC_HOOK_CLI !== undefined || env.WSL_DISTRO_NAME !== undefined;
  const display = platform === "darwin" || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
  if (elsewhere || !display) return undefined;
  for (const folder of (env.PATH ?? "").split(delimiter).filter(Boolean)) {
    const found = await access(join(folder, "code"), constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return join(folder, "code");
  }
  return undefined;
}

/**
 * Opens a window and waits until it is closed, or for Ctrl+C.
 * @param {string} code
 */
async function openDesktop(code) {
  const args = ["--new-window", "--wait", `--extensionDevelopmentPath=${resolve(".")}`, resolve("examples")];
  process.stdout.write("VS Code opens with the extension. Close its window, or press Ctrl+C, to end.\n");
  const child = spawn(code, args, { stdio: "inherit" });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
    process.on(signal, () => child.kill(signal));
  }
  await new Promise((done, fail) => child.on("error", fail).on("exit", done));
}

async function openBrowser() {
  const { serveUntilStopped } = await import("./vscode/serve.mjs");
  await serveUntilStopped({
    version: "newest",
    workspace: resolve("examples"),
    extension: resolve("."),
  });
}

/** @param {{ browser: boolean }} options */
async function openExamples({ browser }) {
  const { startExampleService } = await import("./examples.mjs");
  const service = await startExampleService();
  try {
    const code = browser ? undefined : await desktopCode();
    await (code === undefined ? openBrowser() : openDesktop(code));
  } finally {
    service.close();
  }
}

async function main() {
  const { values } = parseArgs({
    options: {
      browser: { type: "boolean", default: false },
      headless: { type: "boolean", default: false },
      "no-build": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  process.chdir(resolve(import.meta.dirname, ".."));
  await installDependencies();
  if (!values["no-build"]) {
    const code = await runHere(process.execPath, ["scripts/build.mjs"]);
    if (code !== 0) return code;
  }
  if (values.headless) return (await import("./examples.mjs")).gradeExamples();
  await openExamples(values);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`npm start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
