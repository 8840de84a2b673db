// The extension in a real VS Code, by hand or in a picture: `npm run try -- --help`.
import { access, cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { parseArgs, stripVTControlCharacters } from "node:util";
import { workbenchReady } from "./hands.mjs";
import { openCode } from "./launch.mjs";
import { serveUntilStopped } from "./serve.mjs";
import { STEP_HELP, readSteps } from "./steps.mjs";
import { versionsNamed } from "./versions.mjs";

/** @type {Record<string, string>} */
const THEMES = {
  dark: "Default Dark Modern",
  light: "Default Light Modern",
  "hc-dark": "Default High Contrast",
  "hc-light": "Default High Contrast Light",
};

const HELP = `Usage: npm run try -- [options]
Without --screenshot: starts VS Code with the extension and prints the address to open in a browser.
  --screenshot FILE   makes a picture instead, without a screen
  --do "STEPS"        first does these, one a line or with "; " between; may be repeated
  --theme NAME        ${Object.keys(THEMES).join(", ")} (dark)
  --size WIDTHxHEIGHT of the window (1400x900)
  --scale NUMBER      device pixels a CSS pixel (1)
  --workspace DIR     folder to open (examples); a picture is made with a copy of it
  --version NAME      1.99 or newest (newest)
  --extension DIR     (this one; run \`npm run build\` first)
  --language NAME     display language that the extension is told, such as de
  --untrusted         with Workspace Trust, the folder not trusted
  --settings JSON     further user settings
Steps:
${STEP_HELP}Example:
  npm run try -- --screenshot out.png --theme light --do "open math.grader.json; command Graders: Run"
`;

const { values } = parseArgs({
  options: {
    screenshot: { type: "string" },
    do: { type: "string", multiple: true, default: [] },
    theme: { type: "string", default: "dark" },
    size: { type: "string", default: "1400x900" },
    scale: { type: "string", default: "1" },
    workspace: { type: "string", default: "examples" },
    version: { type: "string", default: "newest" },
    extension: { type: "string", default: "." },
    language: { type: "string" },
    untrusted: { type: "boolean", default: false },
    settings: { type: "string", default: "{}" },
    help: { type: "boolean", default: false },
  },
});

/** What pictures and hands-on trying share. */
function readOptions() {
  const [version] = versionsNamed(values.version);
  const theme = THEMES[values.theme];
  if (version === undefined || values.version === "all") throw new Error("Try one version: 1.99 or newest.");
  if (theme === undefined) throw new Error(`Themes: ${Object.keys(THEMES).join(", ")}.`);
  return {
    version,
    extension: resolve(values.extension),
    workspace: resolve(values.workspace),
    trust: !values.untrusted,
    ...(values.language === undefined ? {} : { language: values.language }),
    settings: { "workbench.colorTheme": theme, ...JSON.parse(values.settings) },
  };
}

/**
 * @param {ReturnType<typeof readOptions>} options
 * @param {string} file
 */
async function makePicture(options, file) {
  const steps = readSteps(values.do);
  const [width = 0, height = 0] = values.size.split("x").map(Number);
  const folder = await mkdtemp(join(tmpdir(), "graders-try-"));
  const workspace = join(folder, basename(options.workspace));
  await cp(options.workspace, workspace, { recursive: true });
  const code = await openCode({
    ...options,
    workspace,
    viewport: { width, height },
    scale: Number(values.scale),
  });
  try {
    await workbenchReady(code.page);
    for (const { step, run } of steps) {
      process.stdout.write(`${step}\n`);
      await run(code.page);
    }
  } finally {
    // Also when a step failed: it shows why.
    await mkdir(dirname(resolve(file)), { recursive: true });
    await code.page.screenshot({ path: file });
    await code.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  process.stdout.write(`Wrote ${file}\n`);
}

async function main() {
  const options = readOptions();
  for (const needed of [options.workspace, join(options.extension, "package.json")]) await access(needed);
  if (values.screenshot === undefined) await serveUntilStopped(options);
  else await makePicture(options, values.screenshot);
}

if (values.help) process.stdout.write(HELP);
else {
  await main().catch((error) => {
    process.stderr.write(
      `${stripVTControlCharacters(error instanceof Error ? error.message : String(error))}\n`,
    );
    process.exitCode = 1;
  });
}
