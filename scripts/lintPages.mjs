// The pages of docs/lint as one file of the package, dist/lint.json: `{code: Markdown}`.
import { readdir, readFile, writeFile } from "node:fs/promises";

const FOLDER = "docs/lint";

/** @param {string} out the file to write */
export async function writeLintPages(out) {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith(".md")).sort();
  const pages = await Promise.all(
    files.map(async (file) => [file.slice(0, -".md".length), await readFile(`${FOLDER}/${file}`, "utf8")]),
  );
  await writeFile(out, JSON.stringify(Object.fromEntries(pages)));
}
