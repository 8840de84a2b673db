import fc from "fast-check";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeText, FileError, readTextFile } from "../../../../src/node/files/readTextFile";

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), "graders-files-"))));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(bytes: Buffer | string) {
  const file = path.join(folder, "a.txt");
  await writeFile(file, bytes);
  return readTextFile(file);
}

describe("a text file", () => {
  it("is read as it is: line ends, blanks, all of Unicode", async () => {
    const text = fc.string({ unit: "binary" }).filter((value) => !/\0|^\ufeff/.test(value));
    await fc.assert(
      fc.asyncProperty(text, async (value) => {
        expect(await read(value)).toEqual({ text: value, notes: [] });
      }),
      { numRuns: 50 },
    );
  });

  it("loses its byte order mark, and says so", async () => {
    const { text, notes } = await read("\ufeff{}");
    expect(text).toBe("{}");
    expect(notes).toEqual([expect.stringMatching(/byte order mark/)]);
  });
});

describe("bytes that are no text", () => {
  const place = (bytes: Buffer) => {
    try {
      return decodeText("f", bytes).text;
    } catch (error) {
      expect(error).toBeInstanceOf(FileError);
      return (error as FileError).message;
    }
  };

  it.each<[string, Buffer, RegExp]>([
    ["at the beginning", Buffer.from([0xe9, 0x61]), /^f:1:1: the byte 0xE9 /],
    ["at the end", Buffer.from([0x61, 0x0a, 0x62, 0xff]), /^f:2:2: the byte 0xFF /],
    ["after a character of four bytes", Buffer.from([...Buffer.from("😀"), 0x80]), /^f:1:3: the byte 0x80 /],
    [
      "in a character that is cut off by another",
      Buffer.from([0x61, 0xe2, 0x82, 0x61]),
      /^f:1:2: the byte 0xE2 /,
    ],
    ["in a character that is cut off by the end", Buffer.from([0x61, 0xe2, 0x82]), /^f:1:2: the byte 0xE2 /],
    ["as half a surrogate pair", Buffer.from([0x0d, 0x0a, 0xed, 0xa0, 0x80]), /^f:2:1: the byte 0xED /],
  ])("are found %s", (_, bytes, message) => {
    expect(place(bytes)).toMatch(message);
  });

  it("are found at their line and column, wherever they stand", () => {
    const line = fc.string({ unit: fc.constantFrom("a", "é", "東", "😀"), maxLength: 8 });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), line, (lines, rest) => {
        const before = lines.join("\n");
        const bytes = Buffer.concat([Buffer.from(before), Buffer.from([0xff]), Buffer.from(rest)]);
        expect(place(bytes)).toMatch(
          new RegExp(`^f:${lines.length}:${lines.at(-1)!.length + 1}: the byte 0xFF`),
        );
      }),
    );
  });
});
