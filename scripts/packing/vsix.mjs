import { createVSIX } from "@vscode/vsce";
import JSZip from "jszip";
import { chmod, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

export const VSIX = ".build/graders.vsix";
/** The package as VS Code unpacks it. */
const UNPACKED = ".build/vsix";
/** Written last by each build. */
const BUILT = ".build/bundles.json";

/**
 * Packs the extension: only what runs (.vscodeignore), from what is in dist/. Unpacks it too, for the suites in
 * VS Code.
 * @param {{ release: boolean, files?: string | undefined }} options in a release README's pictures and links lead
 *   into the repository, below `files` or where vsce knows its host to have files; else they stay relative
 */
export async function packExtension({ release, files }) {
  await mkdir(dirname(VSIX), { recursive: true });
  await createVSIX({
    cwd: process.cwd(),
    packagePath: VSIX,
    dependencies: false,
    skipLicense: false,
    ...(release ? {} : { allowMissingRepository: true, rewriteRelativeLinks: false }),
    ...(files === undefined ? {} : { baseContentUrl: files, baseImagesUrl: files }),
  });
  await rm(UNPACKED, { recursive: true, force: true });
  await unpack(VSIX, UNPACKED);
}

/**
 * @param {string} archive
 * @param {string} folder
 */
async function unpack(archive, folder) {
  const { files } = await JSZip.loadAsync(await readFile(archive));
  for (const entry of Object.values(files).filter(({ dir }) => !dir)) {
    const path = join(folder, entry.name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, await entry.async("nodebuffer"));
    if (typeof entry.unixPermissions === "number") await chmod(path, entry.unixPermissions & 0o777);
  }
}

/**
 * The folder of the extension as a user has it, out of the VSIX.
 * @throws {Error} where it is not packed, or was before the last build
 */
export async function unpackedExtension() {
  const [packed, built] = await Promise.all([VSIX, BUILT].map(timeOf));
  if (packed === undefined || built === undefined || packed < built)
    throw new Error(`${VSIX} is not of the last build: run \`npm run build && npm run package\` first.`);
  return resolve(UNPACKED, "extension");
}

/** @param {string} file */
async function timeOf(file) {
  return stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  );
}
