import fc from "fast-check";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { FileError } from "../../../../src/node/files/readTextFile";
import { readHead } from "../../../../src/node/files/readHead";

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), "graders-head-"))));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function head(text: string, limits: { whole: number; head: number }) {
  const file = path.join(folder, "a.jsonl");
  await writeFile(file, text);
  return readHead(file, limits);
}

it("is whole lines, as many as fit, whatever characters are cut at the border", async () => {
  const line = fc.string({ unit: "grapheme", maxLength: 12 }).filter((text) => !/[\n\0\ufeff]/.test(text));
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 1 }),
      fc.integer({ min: 60, max: 200 }),
      async (lines, size) => {
        const text = lines.map((one) => `${one}\n`).join("");
        const read = await head(text, { whole: size, head: size });
        expect(text.startsWith(read.text)).toBe(true);
        const bytes = Buffer.byteLength(text);
        expect(read.isWhole).toBe(bytes <= size);
        if (read.isWhole) expect(read.text).toBe(text);
        else {
          expect(Buffer.byteLength(read.text)).toBeLessThanOrEqual(size);
          expect(read.text.endsWith("\n")).toBe(true);
          const next = text.slice(read.text.length).split("\n")[0] ?? "";
          expect(Buffer.byteLength(`${read.text}${next}\n`)).toBeGreaterThan(size);
        }
      },
    ),
    { numRuns: 60 },
  );
});

it("says that a first line has no end", async () => {
  const reading = head("x".repeat(100), { whole: 10, head: 50 });
  await expect(reading).rejects.toBeInstanceOf(FileError);
});
