// Packs what users get, from what is in dist/: the extension and the command line.
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { packCommandLine, TARBALL } from "./packing/npmPackage.mjs";
import { releaseFaults } from "./packing/release.mjs";
import { packExtension, VSIX } from "./packing/vsix.mjs";

const HELP = `Usage: npm run build && npm run package [-- options]
Writes ${VSIX} and ${TARBALL}.
  --release        for publishing (docs/publishing.md); refused where something is not set
  --publisher ID   who publishes, as package.json says it
  --files URL      address below which the repository's README.md is; GitHub's and GitLab's are known
  --npm-name NAME  of the command line at npm's registry (graders)
`;

const { values } = parseArgs({
  options: {
    release: { type: "boolean", default: false },
    publisher: { type: "string" },
    files: { type: "string" },
    "npm-name": { type: "string" },
    help: { type: "boolean", default: false },
  },
});

async function main() {
  const { release, publisher, files, "npm-name": name } = values;
  const faults = release ? await releaseFaults({ publisher, files }) : [];
  if (faults.length > 0) {
    process.stderr.write(
      `This can't be released yet (docs/publishing.md):\n${faults.map((fault) => `  ${fault}\n`).join("")}`,
    );
    return 1;
  }
  const { repository } = JSON.parse(await readFile("package.json", "utf8"));
  await packExtension({ release, files });
  await packCommandLine({ ...(name && { name }), ...(release && { repository }) });
  process.stdout.write(`Packed ${VSIX} and ${TARBALL}\n`);
  return 0;
}

if (values.help) process.stdout.write(HELP);
else process.exitCode = await main();
