import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { bugStack, bugWords } from "../../../src/core/bugWords";

const folder = path.dirname(fileURLToPath(import.meta.url));

/** What of an error would tell where we are installed. */
function caught(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

describe("a fault of ours", () => {
  it("is told in a line with its place, and nothing of where it is installed", () => {
    const words = bugWords(caught(() => (undefined as unknown as string).length));
    expect(words).toMatch(/^TypeError: Cannot read properties .*\(bugWords\.test\.ts[^)]*:\d+:\d+\)$/);
  });

  it("names files by their last part, in messages and in stacks", async () => {
    const error = await readFile(path.join(folder, "no such.json")).catch((found: unknown) => found);
    for (const words of [
      bugWords(error),
      bugStack(error),
      bugStack(new Error("x")),
      bugWords(String(error)),
    ]) {
      expect(words).not.toContain(folder);
      expect(words).not.toContain("/unit/");
    }
    expect(bugWords(error)).toContain("open 'no such.json'");
    expect(bugWords(new Error("C:\\Users\\me\\dist\\a.cjs is gone"))).toContain("Error: a.cjs is gone");
    expect(bugWords("file:///C:/Users/me/a b/c.mjs:1:2")).toBe("c.mjs:1:2");
  });
});
