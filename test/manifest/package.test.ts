import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { listFiles, PackageManager } from "@vscode/vsce";
import type { Metafile } from "esbuild";
import { describe, expect, test } from "vitest";
import { outputsOf } from "../../scripts/packing/outputs.mjs";
import { unpackedExtension, VSIX } from "../../scripts/packing/vsix.mjs";
import { readLintPage } from "../../src/node/files/lintPages";

const KB = 1000;
const MB = 1000 * KB;

/** All that the extension host, the engine's thread and the panel's page can load, as the build wrote it down. */
const bundles = JSON.parse(readFileSync(".build/bundles.json", "utf8")) as Record<
  "extension" | "host" | "webview",
  Metafile
>;
const CODE = [bundles.extension, bundles.host, bundles.webview].flatMap(({ outputs }) =>
  Object.keys(outputs),
);

/** What a command loads when it is first given, and what only that loads. */
const APART = ["src/extension/create/pasteAsGrader.ts", "src/core/create/yaml/readYaml.ts"];
const OUTPUTS = Object.assign({}, bundles.extension.outputs, bundles.host.outputs, bundles.webview.outputs);
const isApart = (file: string) => APART.includes(OUTPUTS[file]?.entryPoint ?? "");
const NEAR = new Set<string>();
for (const file of CODE) if (OUTPUTS[file]?.entryPoint !== undefined && !isApart(file)) reach(file);

function reach(file: string): void {
  if (NEAR.has(file) || isApart(file) || !OUTPUTS[file]) return;
  NEAR.add(file);
  for (const { path } of OUTPUTS[file].imports) reach(path);
}

function isNear(file: string): boolean {
  return NEAR.has(file) || OUTPUTS[file] === undefined;
}

/** Files of the package, by the packer's own list. */
const files = await listFiles({ cwd: process.cwd(), packageManager: PackageManager.None });

describe("the package", () => {
  test('is at most 10 MB and under 80 files, the command line\'s among them (architecture.md "Budgets")', () => {
    expect(statSync(VSIX).size).toBeLessThan(10 * MB);
    expect(files.length).toBeLessThan(80);
  });

  test("holds only what runs", () => {
    const allowed =
      /^(package(\.nls(\.[\w-]+)?)?\.json|l10n\/bundle\.l10n\.[\w-]+\.json|readme\.md|changelog\.md|LICENSE|schemas\/\w+\.schema\.json|media\/(icon\.png|grader-prompt\.\w+\.json|walkthrough\/\w+\.svg)|docs\/images\/panel\.png|dist\/(extension|services|engineWorker)\.cjs|dist\/host\/\w+-\w+\.cjs|dist\/sandbox\.mjs|dist\/cli\.mjs|dist\/cli\/[\w-]+\.mjs|dist\/bin\/graders(\.cmd)?|dist\/webview\.js|dist\/lint\.json|dist\/codicon\.(css|ttf)|dist\/THIRD-PARTY-NOTICES\.txt|dist\/pyodide\/[\w.-]+|dist\/python\/(interpreter\/)?\w+\.py|dist\/wordnet\/(synonyms\.txt|LICENSE))$/i;
    expect(files.filter((file) => !allowed.test(file))).toEqual([]);
  });

  test("holds what runs", async () => {
    const others = [
      "sandbox.mjs",
      "lint.json",
      "python/interpreter/main.py",
      "wordnet/synonyms.txt",
      "wordnet/LICENSE",
    ];
    const commandLine = await outputsOf("dist/cli.mjs");
    const expected = [...CODE, ...commandLine, ...others.map((file) => `dist/${file}`)];
    expect(files).toEqual(expect.arrayContaining(expected));
  });

  test("has a launcher of the command line that can be started", async () => {
    const launcher = join(await unpackedExtension(), "dist/bin/graders");
    const env = { PATH: dirname(process.execPath), GRADERS_NODE: process.execPath };
    expect(execFileSync(launcher, ["--version"], { env, encoding: "utf8" })).toMatch(
      /^graders \d+\.\d+\.\d+\n$/,
    );
    expect(execFileSync(launcher, ["--version"], { env: { PATH: env.PATH }, encoding: "utf8" })).toMatch(
      /^graders /,
    );
  });

  test("has an entry of at most 30 kB", () => {
    expect(statSync("dist/extension.cjs").size).toBeLessThanOrEqual(30 * KB);
  });

  test('has at most 700 kB of code beside Pyodide, and 500 kB of what loads apart (architecture.md "Budgets")', () => {
    const sizeOf = (files: readonly string[]) => files.reduce((sum, file) => sum + statSync(file).size, 0);
    const near = CODE.filter((file) => isNear(file));
    expect(sizeOf(near)).toBeLessThanOrEqual(700 * KB);
    expect(sizeOf(CODE) - sizeOf(near)).toBeLessThanOrEqual(500 * KB);
    expect(near.length).toBeLessThan(CODE.length);
  });

  test("has at most 0.7 MB of WordNet, as packed", () => {
    const packed = deflateRawSync(readFileSync("dist/wordnet/synonyms.txt"));
    expect(packed.length).toBeLessThanOrEqual(0.7 * MB);
  });

  test("names no registry and no key", () => {
    for (const file of CODE) {
      const text = readFileSync(file, "utf8");
      expect(text).not.toMatch(/registry\.npmjs|sk-[A-Za-z0-9]{20}/);
    }
  });
});

describe("the pages of findings", () => {
  test("can be read from the package", async () => {
    const page = await readLintPage("dist", "template-unclosed");
    expect(page).toBe(readFileSync("docs/lint/template-unclosed.md", "utf8"));
    expect(await readLintPage("dist", "no-such-code")).toBeUndefined();
    expect(await readLintPage("dist", "constructor")).toBeUndefined();
  });
});
