import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { listFiles, PackageManager } from "@vscode/vsce";
import JSZip from "jszip";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TARBALL } from "../../scripts/packing/npmPackage.mjs";
import { VSIX } from "../../scripts/packing/vsix.mjs";

/** A checkout as a publisher has it, of what packing reads. */
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "graders-release-"));
  const packed = await listFiles({ cwd: process.cwd(), packageManager: PackageManager.None });
  const others = [".vscodeignore", ".build/bundles.json", "docs/command-line.md"];
  for (const file of [...packed, ...others]) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await cp(file, join(folder, file));
  }
  await symlink(resolve("node_modules"), join(folder, "node_modules"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function release(changes: object, ...options: string[]): Promise<{ code: number; said: string }> {
  const manifest = JSON.parse(await readFile("package.json", "utf8")) as object;
  await writeFile(join(folder, "package.json"), JSON.stringify({ ...manifest, ...changes }));
  const script = resolve("scripts/package.mjs");
  return new Promise((done) => {
    execFile(
      process.execPath,
      [script, "--release", ...options],
      { cwd: folder, encoding: "utf8" },
      (error, stdout, stderr) => {
        done({ code: error === null ? 0 : Number(error.code), said: stdout + stderr });
      },
    );
  });
}

const repository = { type: "git", url: "git+https://github.com/acme/graders.git" };
const SET = { publisher: "acme", version: "1.0.0", repository };

describe("a release", () => {
  test("is refused as this repository is, with all that is missing", async () => {
    const { code, said } = await release({});
    expect(code).toBe(1);
    expect(said).toMatch(/--publisher[\s\S]*"repository"[\s\S]*## 0\.1\.0/);
  });

  test.each([
    ["another publisher than is said", { publisher: "graders" }, /"publisher" in package\.json is "graders"/],
    ["no repository", { repository: undefined }, /"repository" is missing/],
    ["a host whose files are not known", { repository: "https://code.example/acme" }, /--files/],
    ["a version that the changelog has not", { version: "9.9.9" }, /## 9\.9\.9/],
  ])("is refused with %s", async (_, changes, expected) => {
    await writeFile(join(folder, "CHANGELOG.md"), "# Changelog\n\n## 1.0.0\n\n- First.\n");
    const { code, said } = await release({ ...SET, ...changes }, "--publisher", "acme");
    expect([code, said]).toEqual([1, expect.stringMatching(expected)]);
    expect(said.match(/^ {2}/gm)).toHaveLength(1);
  });

  test.each([
    ["at GitHub", repository, [], "https://github.com/acme/graders/raw/HEAD/"],
    [
      "elsewhere",
      "https://code.example/acme",
      ["--files", "https://code.example/acme/files"],
      "https://code.example/acme/files/",
    ],
  ])("has README's pictures and links where its repository %s has them", async (_, place, options, raw) => {
    const { code, said } = await release({ ...SET, repository: place }, "--publisher", "acme", ...options);
    expect([code, said]).toEqual([0, expect.stringContaining("Packed")]);
    const zip = await JSZip.loadAsync(await readFile(join(folder, VSIX)));
    const readme = (await zip.file("extension/readme.md")?.async("string")) ?? "";
    const links = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, link = ""]) => link);
    expect(links.length).toBeGreaterThan(6);
    expect(links.filter((link) => !link.startsWith("https://"))).toEqual([]);
    expect(links).toContain(`${raw}docs/images/panel.png`);
    await readFile(join(folder, TARBALL));
  });
});
