// Packs the extension as .build/graders.vsix: only what runs (.vscodeignore), from what is in dist/.
import { mkdir } from "node:fs/promises";
import { createVSIX } from "@vscode/vsce";

await mkdir(".build", { recursive: true });
await createVSIX({
  cwd: process.cwd(),
  packagePath: ".build/graders.vsix",
  dependencies: false,
  allowMissingRepository: true,
  skipLicense: false,
  // There is no repository's address to put before the README's links, and vsce refuses them otherwise.
  rewriteRelativeLinks: false,
});
process.stdout.write("Packed .build/graders.vsix\n");
