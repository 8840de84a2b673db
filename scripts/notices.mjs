// The licences of everything that the bundles carry, written to dist/ at each build.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Copied as files, so no bundle's list of inputs names them. */
const COPIED = ["pyodide", "@vscode/codicons"];

const PACKAGE = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//g;

/**
 * @param {import("esbuild").Metafile[]} metafiles of the bundles
 * @returns {Promise<void>}
 */
export async function writeNotices(metafiles) {
  const inputs = metafiles.flatMap(({ inputs: files }) => Object.keys(files));
  const bundled = inputs.flatMap((file) => [...file.matchAll(PACKAGE)].at(-1)?.[1] ?? []);
  const names = [...new Set([...bundled, ...COPIED])].sort();
  const notices = await Promise.all(names.map(noticeOf));
  const wordnet = noticeText("WordNet 3.0", await readFile("data/wordnet/LICENSE", "utf8"));
  await writeFile("dist/THIRD-PARTY-NOTICES.txt", [HEAD, ...notices, wordnet].join("\n"));
}

const HEAD = `Graders is made with the following works of others.
Pyodide carries CPython and its standard library (Python Software Foundation License, https://docs.python.org/3/license.html).
`;

/** @param {string} name */
async function noticeOf(name) {
  const folder = join("node_modules", name);
  const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const files = (await readdir(folder)).filter((file) => /^licen[cs]e/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  return noticeText(`${name} ${version} (${license})`, texts.map((text) => text.trim()).join("\n\n"));
}

/** @param {string} title @param {string} text */
function noticeText(title, text) {
  const rule = "=".repeat(100);
  return `${rule}\n${title}\n${rule}\n\n${text.trim()}\n`;
}
