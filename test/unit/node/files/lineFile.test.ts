import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeLines, lineFile } from "../../../../src/node/files/lineFile";
import { growth, MOST_TIMES } from "../../../growth/measure";

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), "graders-lines-"))));
afterAll(() => rm(folder, { recursive: true, force: true }));

const at = (name: string) => path.join(folder, name);
const text = (name: string) => readFile(at(name), "utf8");
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}`);

describe("a file of lines", () => {
  it("is none until a line is added", async () => {
    const file = lineFile(at("new"));
    expect(await file.read()).toBeUndefined();
    await file.append("a");
    expect(await file.read()).toBe("a\n");
  });

  it.each([
    ["", "b\n"],
    ["a", "a\nb\n"],
    ["a\n", "a\nb\n"],
    ["a\r\n", "a\r\nb\n"],
    ["a\r", "a\r\nb\n"],
    ["ä", "ä\nb\n"],
  ])("%j becomes %j with one line more", async (before, after) => {
    await writeFile(at("ends"), before);
    await lineFile(at("ends")).append("b");
    expect(await text("ends")).toBe(after);
  });

  it("looks at its end again after others have written", async () => {
    const file = lineFile(at("others"));
    await file.append("a");
    await appendFile(at("others"), "typed by hand");
    await file.append("b");
    await writeFile(at("others"), "git's");
    await file.append("c");
    expect(await text("others")).toBe("git's\nc\n");
  });

  it("keeps the order of its lines, whoever adds them", async () => {
    await writeFile(at("two"), "not ended");
    const [one, other] = [lineFile(at("two")), lineFile(path.relative("", at("two")))];
    const lines = numbered(500);
    await Promise.all(lines.map((line, index) => (index % 2 ? one : other).append(line)));
    expect(await text("two")).toBe(["not ended", ...lines, ""].join("\n"));
  });

  it("keeps long lines whole beside those of others", async () => {
    const lines = numbered(6).map((line) => line.repeat(200_000));
    await Promise.all(lines.map((line) => lineFile(at("long")).append(line)));
    expect((await text("long")).split("\n")).toEqual([...lines, ""]);
  });

  it("goes on after a line that could not be kept", async () => {
    const file = lineFile(at("later/lines"));
    const lost = file.append("a");
    await expect(lost).rejects.toThrow(/lines: there is no such file/);
    await lineFile(at("later")).append("a file in the way");
    await expect(file.append("b")).rejects.toThrow(/lines: a part of its path is a file/);
  });

  it("takes ten thousand lines in time that grows as they do", async () => {
    const add = async (lines: readonly string[]) => {
      const file = lineFile(at(`many-${lines.length}`));
      for (const line of lines) await file.append(line);
    };
    expect(await growth(add, numbered, 1_250)).toBeLessThanOrEqual(MOST_TIMES);
    expect((await text("many-10000")).startsWith([...numbered(10_000), ""].join("\n"))).toBe(true);
  }, 120_000);
});

describe("lines that were read", () => {
  const bytes = (...parts: readonly (string | readonly number[])[]) =>
    Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.from(part))));

  it.each([
    [bytes("a", [0xc3]), "a?"],
    [bytes("a", [0xe2, 0x82], "\nb\n"), "a??\nb\n"],
    [bytes([0xf0, 0x9f, 0x98]), "???"],
    [bytes("ä\n€\n😀"), "ä\n€\n😀"],
    [bytes([0xef, 0xbb, 0xbf], "a\n"), "a\n"],
  ])("%j may break off in the middle of a character", (read, expected) => {
    expect(decodeLines("x.jsonl", read)).toBe(expected);
  });

  it.each([[bytes([0xe9], "t\u00e9\n")], [bytes("a", [0x80], "\n")]])(
    "%j are refused where they are no UTF-8",
    (read) => {
      expect(() => decodeLines("x.jsonl", read)).toThrow(/x\.jsonl:1:\d: the byte 0x/);
    },
  );
});
