import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openLongSamples } from "../../../src/cli/longSamples";
import { readSamples } from "../../../src/core/dataset/rows";

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "graders-long-"))));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Rows of many bytes a character, so that some of them lie across chunks; nine megabytes. */
const ROWS = 9_000;
const row = (index: number) =>
  JSON.stringify({ item: { index }, model_sample: `${index} ${"Grüße 😀 東京 ".repeat(45)}` });
const text = `${Array.from({ length: ROWS }, (_, index) => row(index)).join("\r\n")}\n\n`;

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const open = (path: string, signal = new AbortController().signal) => openLongSamples(path, signal);

describe("a long file of samples", () => {
  it("gives the same rows as when read whole, again and again", async () => {
    const long = await open(file("a.samples.jsonl", text));
    expect(long?.count).toBe(ROWS);
    const whole = readSamples(text, "a.samples.jsonl").samples;
    expect([...(long?.rows ?? [])]).toEqual(whole);
    expect([...(long?.rows ?? [])].length).toBe(ROWS);
  });

  it("may end without a line feed", async () => {
    expect((await open(file("b.samples.jsonl", text.trimEnd())))?.count).toBe(ROWS);
  });

  it.each<[string, string, string | Uint8Array]>([
    ["is short", "c.jsonl", text.slice(0, text.indexOf("\n"))],
    ["is no JSON Lines", "d.json", text],
    ["is no UTF-8", "h.jsonl", Buffer.concat([Buffer.from(text), Buffer.from([0xff, 0x0a])])],
    ["has no row", "i.jsonl", "\n".repeat(9_000_000)],
  ])("is left to be read whole where it %s", async (_, name, content) => {
    expect(await open(file(name, content))).toBeUndefined();
  });

  it.each([
    ["is broken", '{"item": ', 1],
    ["has no output", '{"item": {}}', 0],
    ["has a warning", '{"item": {}, "item": {}, "model_sample": ""}', 1],
  ])("has a row that %s among the others, and says so", async (name, odd, findings) => {
    const path = file("odd.samples.jsonl", `${text}${odd}\n${row(1)}\n`);
    const long = await open(path);
    expect(long?.findings.map((finding) => finding.slice(0, path.length + 6))).toEqual(
      Array(findings).fill(`${path}:${ROWS + 2}:`.slice(0, path.length + 6)),
    );
    const whole = readSamples(`${text}${odd}\n${row(1)}\n`, "odd.samples.jsonl").rows;
    expect([...(long?.rows ?? [])], name).toEqual(whole);
    expect(await openLongSamples(path, new AbortController().signal, { strict: true })).toBeUndefined();
  });

  it("tells of so many findings, and counts the others", async () => {
    const half = await open(file("half.samples.jsonl", `${"{\n".repeat(50)}${text}`));
    expect([half?.findings.length, half?.findings.at(-1)]).toEqual([
      21,
      expect.stringMatching(/: 30 more findings$/),
    ]);
  });

  it("is left to be read whole where there is none", async () => {
    expect(await open(join(folder, "none.jsonl"))).toBeUndefined();
    expect(await open(folder)).toBeUndefined();
  });

  it("is heard to be given up while it is counted", async () => {
    const abort = new AbortController();
    const counting = open(file("k.samples.jsonl", text), abort.signal);
    abort.abort(new Error("interrupted"));
    await expect(counting).rejects.toThrow("interrupted");
  });

  it("that changes while it is read stops with its name", async () => {
    const path = file("j.samples.jsonl", text);
    const rows = (await open(path))?.rows ?? [];
    writeFileSync(path, "{");
    expect(() => [...rows]).toThrow(/j\.samples\.jsonl: the file was changed/);
  });
});
