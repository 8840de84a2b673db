import fc from "fast-check";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cutLines, type LineRange } from "../../../../src/core/dataset/lineRanges";
import { readSampleLines, type SampleLine } from "../../../../src/core/dataset/rows";
import { lookThrough, readSampleRange, sampleRanges } from "../../../../src/node/files/sampleRanges";

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "graders-ranges-"))));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const file = (content: string | Uint8Array, name = "a.jsonl") => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

/** Good rows, bad ones, lines that are blank by ASCII's spaces or Unicode's, and some that only begin so. */
const LINES = [
  '{"model_sample":"a"}',
  '{"name":"😀","item":{"é":"東京"},"model_sample":"Grüße"}',
  '  {"model_sample":"\u00a0"}  ',
  '{"model_sample":1',
  "日本",
  "\u00a0x",
  "\u0001",
  "",
  " \t",
  "\u00a0\u3000",
  "\ufeff",
  "\u2028",
  '\ufeff{"model_sample":"b"}',
];

const text = fc
  .record({
    mark: fc.boolean(),
    lines: fc.array(fc.tuple(fc.constantFrom(...LINES), fc.constantFrom("\n", "\r\n")), { maxLength: 12 }),
    isEnded: fc.boolean(),
  })
  .map(({ mark, lines, isEnded }) => {
    const body = lines.map(([line, end]) => line + end).join("");
    return (mark ? "\ufeff" : "") + (isEnded ? body : body.replace(/\r?\n$/, ""));
  });

/** The bytes in pieces, all in the same memory, as a file is read. */
function* chunksOf(bytes: Uint8Array, sizes: readonly number[]): Generator<Uint8Array> {
  const memory = new Uint8Array(64);
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = Math.min(sizes[turn % sizes.length] ?? 1, bytes.length - at);
    memory.set(bytes.subarray(at, at + size));
    yield memory.subarray(0, size);
    at += size;
  }
}

/** Without places inside the text, which are a range's own. */
const placeless = ({ sample, problems }: SampleLine) => ({
  index: sample.index,
  line: sample.line,
  sample: sample.sample,
  codes: problems.map(({ code }) => code),
});

/** Row numbers behind a row at fault are nobody's: such a file is not graded. */
const beforeFault = (lines: readonly ReturnType<typeof placeless>[]) => {
  const fault = lines.findIndex(({ codes }) => codes.length > 0);
  return fault < 0 ? lines : lines.slice(0, fault + 1);
};

describe("the ranges of a file of JSON Lines", () => {
  it("have the rows that the file has, in their order, wherever they and the reads are cut", () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 64 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 200 }), sizes, (content, size, chunks) => {
        const bytes = new TextEncoder().encode(content);
        const ranges = [...cutLines(chunksOf(bytes, chunks), size)];
        const path = file(bytes);
        const whole = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
        const parts = ranges.map((range) => [...readSampleRange(path, range)].map(placeless));
        expect(beforeFault(parts.flat())).toEqual(
          beforeFault([...readSampleLines(whole.split("\n"))].map(placeless)),
        );
        expect(ranges.map(({ count }) => count)).toEqual(parts.map(({ length }) => length));
        expect(ranges.flatMap(({ start, end }) => [start, end])).toEqual(borders(ranges, bytes.length));
      }),
      { numRuns: 500 },
    );
  });

  it("are a quarter of a megabyte, and longer where a line is", () => {
    const line = (length: number) => `{"model_sample":"${"é".repeat(length)}"}\n`;
    const path = file(line(100).repeat(3000) + line(1_000_000) + line(1));
    const lengths = [...sampleRanges(path)].map(({ start, end }) => end - start);
    expect(lengths.at(-1)).toBeLessThan(256 * 1024);
    expect(lengths.filter((length) => length > 300_000)).toHaveLength(1);
    expect(lengths.slice(0, 2).every((length) => length >= 256 * 1024)).toBe(true);
  });

  it("can be graded where each row has an output and nothing is wrong", () => {
    const good = '{"model_sample":"a"}\n\n{"model_sample":"b"}\n';
    const isGood = (content: string | Uint8Array) => {
      const path = file(content);
      return [...sampleRanges(path)].every((range) => lookThrough(path, range).isGradable);
    };
    expect(isGood(good)).toBe(true);
    for (const bad of ['{"item":{}}', '{"model_sample":', '{"item":{},"item":{},"model_sample":""}'])
      expect(isGood(`${good}${bad}\n`)).toBe(false);
    expect(() => isGood(Buffer.concat([Buffer.from(good), Buffer.from([0xff, 0x0a])]))).toThrow(TypeError);
  });

  it("can not be graded where the file has become shorter", () => {
    const path = file('{"model_sample":"a"}\n{"model_sample":"b"}\n');
    const [range] = [...sampleRanges(path)];
    file('{"model_sample":"a"}\n');
    expect(lookThrough(path, range!).rows).toBeLessThan(range!.count);
  });
});

/** Each range begins where the one before it ends, from the first byte to the last. */
function borders(ranges: readonly LineRange[], length: number): number[] {
  return ranges.flatMap((_, at) => [ranges[at - 1]?.end ?? 0, ranges[at + 1]?.start ?? length]);
}
