// Runs test/vscode in a desktop VS Code, which @vscode/test-electron downloads: `npm run test:desktop`. Tests that
// drive the page are skipped there.
import { runTests } from "@vscode/test-electron";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unpackedExtension } from "../packing/vsix.mjs";
import { bundleSuites } from "./suites.mjs";
import { VERSIONS } from "./versions.mjs";

const { index, suites } = await bundleSuites(process.argv.slice(2));
const extension = await unpackedExtension();
const folder = await mkdtemp(join(tmpdir(), "graders-desktop-"));
const workspace = join(folder, "workspace");
await cp("test/vscode/workspace", workspace, { recursive: true });
try {
  for (const version of [VERSIONS["1.99"].vscode, "stable"]) {
    await runTests({
      version,
      extensionDevelopmentPath: extension,
      extensionTestsPath: index,
      extensionTestsEnv: { GRADERS_TEST_SUITES: JSON.stringify(suites.get("folder")) },
      launchArgs: [workspace, "--disable-extensions", `--user-data-dir=${join(folder, version)}`],
    });
  }
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
