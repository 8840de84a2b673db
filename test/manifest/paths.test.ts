import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, normalize } from "node:path";
import JSZip from "jszip";
import { describe, expect, test } from "vitest";
import { VSIX } from "../../scripts/packing/vsix.mjs";

/** Where VS Code's manifest has paths, beside what says so by "./" or names a file of ours. */
const PATH_KEYS = new Set(["path", "main", "browser", "icon", "svg", "markdown", "image", "light", "dark"]);
/** For npm, and no part of what VS Code reads. */
const NOT_VSCODE = new Set(["scripts", "dependencies", "devDependencies"]);

const manifest = JSON.parse(readFileSync("package.json", "utf8")) as unknown;
const { files } = await JSZip.loadAsync(readFileSync(VSIX));
const packed = new Set(
  Object.keys(files).flatMap((name) => /^extension\/(.*)$/.exec(name)?.[1]?.toLowerCase() ?? []),
);
const isPacked = (path: string) => packed.has(path.toLowerCase());

/** Each string of a JSON value with the key it stands under. */
function stringsIn(value: unknown, key = ""): (readonly [key: string, text: string])[] {
  if (typeof value === "string") return [[key, value]];
  if (Array.isArray(value)) return value.flatMap((one) => stringsIn(one, key));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => (NOT_VSCODE.has(name) ? [] : stringsIn(one, name)));
}

function isPath([key, text]: readonly [string, string]): boolean {
  if (text.startsWith("./")) return true;
  if (/^(?:\$\(|%|[a-z]+:)/.test(text)) return false;
  return (PATH_KEYS.has(key) && text.includes("/")) || (/[/.]/.test(text) && existsSync(text));
}

/** The files of the source tree that a path of the manifest stands for. */
function filesAt(path: string): readonly string[] {
  if (!existsSync(path) || statSync(path).isFile()) return [path];
  // VS Code takes the words of one language out of the folder; the English ones are in the code.
  return readdirSync(path)
    .filter((name) => name !== "bundle.l10n.json")
    .map((name) => join(path, name));
}

const named = [
  ...new Set(
    stringsIn(manifest)
      .filter(isPath)
      .map(([, text]) => normalize(text)),
  ),
];

describe("what the manifest names", () => {
  test("is found: its schemas, icons, pictures, words and programs", () => {
    expect(named).toEqual(expect.arrayContaining(["schemas/job.schema.json", "media/icon.png", "l10n"]));
    expect(named.length).toBeGreaterThanOrEqual(14);
  });

  test.each(named)("%s is packed", (path) => {
    expect(filesAt(path).filter((file) => !isPacked(file))).toEqual([]);
  });

  test("has its words in each language", () => {
    const words = readdirSync(".").filter((name) => /^package\.nls(\..+)?\.json$/.test(name));
    expect(words.filter((name) => !isPacked(name))).toEqual([]);
  });
});

/** Pages that VS Code shows of an installed extension, and those that the manifest names. */
const pages = ["README.md", "CHANGELOG.md", ...named.filter((path) => path.endsWith(".md"))];

describe.each(pages)("%s", (page) => {
  const text = readFileSync(page, "utf8");
  const linked = [...text.matchAll(/(!?)\[[^\]]*\]\(([^)\s#]+)[^)]*\)|<img[^>]*\bsrc="([^"]+)"/g)]
    .map(([whole, , link = "", image = ""]) => ({ isImage: !whole.startsWith("["), path: link || image }))
    .filter(({ path }) => !/^[a-z]+:/.test(path));

  test("has its pictures in the package", () => {
    expect(linked.filter(({ isImage, path }) => isImage && !isPacked(path))).toEqual([]);
  });

  test("has links to files that are there", () => {
    expect(linked.filter(({ path }) => !existsSync(path))).toEqual([]);
  });
});
