// Runs test/vscode inside real VS Codes: `npm run test:vscode -- --version 1.99 --grep "result panel"`.
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { unpackedExtension } from "../packing/vsix.mjs";
import { addTests, noTests } from "../testCounts.mjs";
import { PICTURES } from "./hands.mjs";
import { runSession } from "./session.mjs";
import { bundleSuites } from "./suites.mjs";
import { versionsNamed } from "./versions.mjs";

const HELP = `Usage: npm run test:vscode -- [options] [PATH-PART]…
  PATH-PART         only the suites whose file names contain one of them
  --version NAME    1.99, newest or all; without it the newest, and the oldest with what it need run (suites.mjs)
  --grep PATTERN    only the tests whose full title matches
  --limit SECONDS   for all tests of one VS Code (1800)
  --source          the source tree in place of the package: needs no \`npm run package\`
  --verbose         print the extension host's console too
Pictures of failed tests and the hosts' logs: .build/vscode/
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    version: { type: "string" },
    grep: { type: "string" },
    limit: { type: "string", default: "1800" },
    source: { type: "boolean", default: false },
    verbose: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

async function removeOldPictures() {
  const names = await readdir(PICTURES).catch(() => []);
  const old = names.filter((name) => /^(failed|broken)-/.test(name));
  await Promise.all(old.map((name) => rm(join(PICTURES, name), { force: true })));
}

async function main() {
  const versions = versionsNamed(values.version ?? "all");
  const extension = values.source ? resolve(".") : await unpackedExtension();
  const { index, suites: byMode, isForOldest } = await bundleSuites(positionals);
  const total = noTests();
  for (const version of versions) {
    for (const [mode, ofMode] of byMode) {
      const needed = version === "newest" || values.version !== undefined;
      const suites = needed ? ofMode : ofMode.filter(isForOldest);
      if (suites.length === 0) continue;
      const counts = await runSession({
        ...{ version, mode, extension, index, suites },
        ...(values.grep === undefined ? {} : { grep: values.grep }),
        workspace: resolve("test/vscode/workspace"),
        limitMs: Number(values.limit) * 1000,
        verbose: values.verbose,
      });
      addTests(total, counts);
    }
  }
  await mkdir(".build/results", { recursive: true });
  await writeFile(".build/results/vscode.json", JSON.stringify(total));
  process.stdout.write(`${total.passed} passed, ${total.failures.length} failed\n`);
  process.exitCode = total.failures.length > 0 || total.passed === 0 ? 1 : 0;
}

if (values.help) process.stdout.write(HELP);
else {
  await removeOldPictures();
  await main().catch((error) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
