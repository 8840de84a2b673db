import fc from "fast-check";
import { parquetWriteBuffer } from "hyparquet-writer";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NO_USE } from "../../../../src/core/dataset/columnUse";
import type { SpooledRow } from "../../../../src/core/dataset/spooledRows";
import { writeJson } from "../../../../src/core/json/write";
import { openData } from "../../../../src/node/data/readData";
import { spoolData } from "../../../../src/node/data/spoolData";

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "graders-formats-"))));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Rows as they were read, without their lines. */
async function rowsOf(name: string, content: string | Uint8Array): Promise<string[]> {
  const path = join(folder, name);
  writeFileSync(path, content);
  return (await spooled(path)).map((row) => ("row" in row ? writeJson(row.row) : `fault: ${row.fault}`));
}

async function spooled(path: string): Promise<SpooledRow[]> {
  const opened = await openData(path);
  if (!("records" in opened)) throw new Error("a document");
  const { spool } = await spoolData(opened, { given: {}, use: NO_USE }, new AbortController().signal);
  try {
    return [...spool.read()];
  } finally {
    await spool.remove();
  }
}

const COLUMNS = ["query", "response", "truth"] as const;
type Row = Record<(typeof COLUMNS)[number], string>;

const text = fc.string({
  unit: fc.constantFrom('"', ",", ";", "\t", "\n", "a", "é", "東", "😀", "1", "{", " "),
  maxLength: 12,
});
const rows = fc.array(fc.record<Row>({ query: text, response: text, truth: text }), {
  minLength: 1,
  maxLength: 8,
});

function table(list: readonly Row[], separator: string, end: string): string {
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  const lines = list.map((row) => COLUMNS.map((name) => quoted(row[name])).join(separator));
  return [COLUMNS.join(separator), ...lines].map((line) => line + end).join("");
}

function utf16(content: string): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(content, "utf16le")]);
}

function parquet(list: readonly Row[], codec: "SNAPPY" | "UNCOMPRESSED"): Buffer {
  const columnData = COLUMNS.map((name) => ({
    name,
    data: list.map((row) => row[name]),
    type: "STRING" as const,
  }));
  return Buffer.from(parquetWriteBuffer({ columnData, codec }));
}

describe("the same rows", () => {
  it("are the same samples in every format", async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (list) => {
        const lines = list.map((row) => `${JSON.stringify(row)}\n`).join("");
        const wanted = await rowsOf("a.jsonl", lines);
        expect(wanted).toHaveLength(list.length);
        const csv = table(list, ",", "\n");
        const others: [string, string | Uint8Array][] = [
          ["a.csv", csv],
          ["bom.csv", `\uFEFF${table(list, ",", "\r\n")}`],
          ["semicolons.csv", table(list, ";", "\r\n")],
          ["a.tsv", table(list, "\t", "\n")],
          ["wide.csv", utf16(csv)],
          ["a.csv.gz", gzipSync(csv)],
          ["a.jsonl.gz", gzipSync(lines)],
          ["a.ndjson", lines.replaceAll("\n", "\r\n")],
          ["without-ending", csv],
          ["lines-without-ending", lines],
          ["a.parquet", parquet(list, "SNAPPY")],
          ["plain.parquet", parquet(list, "UNCOMPRESSED")],
        ];
        for (const [name, content] of others)
          expect([name, await rowsOf(name, content)]).toEqual([name, wanted]);
      }),
      { numRuns: 15 },
    );
  });
});

describe("a table", () => {
  it("costs a record of another length, or with bytes that are no text, that record only", async () => {
    const bytes = Buffer.concat([
      Buffer.from("a,response\n1,x\n2\n3,"),
      Buffer.from([0xe9]),
      Buffer.from("\n4,y\n"),
    ]);
    writeFileSync(join(folder, "bad.csv"), bytes);
    const found = await spooled(join(folder, "bad.csv"));
    expect(found.map((row) => [row.line, "fault" in row ? row.fault : "row"])).toEqual([
      [2, "row"],
      [3, expect.stringContaining("it has 1 field, and the header names 2") as string],
      [4, expect.stringContaining("0xE9 is no UTF-8") as string],
      [5, "row"],
    ]);
  });

  it("grades no empty cell as an empty output, and a quoted one as one", async () => {
    expect(await rowsOf("blank.csv", 'q,response\n1,\n2,""\n')).toEqual([
      '{"item":{"q":"1","response":""}}',
      '{"item":{"q":"2","response":""},"model_sample":""}',
    ]);
  });

  it("has objects where they belong", async () => {
    const row = '"{""city"": ""Oslo""}",Oslo,1,"{""reward"": 1}"';
    expect(await rowsOf("own.csv", `item,model_sample,label,expect\n${row}\n`)).toEqual([
      '{"item":{"city":"Oslo"},"model_sample":"Oslo","label":1,"expect":{"reward":1}}',
    ]);
    expect(await rowsOf("dots.csv", "item.city,sample.output_text,expect.reward\nOslo,Rome,0\n")).toEqual([
      '{"item":{"city":"Oslo"},"sample":{"output_text":"Rome"},"expect":{"reward":0}}',
    ]);
  });

  it("begins behind the line by which Excel names the separator", async () => {
    expect(await rowsOf("sep.csv", "sep=|\r\na|response\r\n1|x\r\n")).toEqual([
      '{"item":{"a":"1","response":"x"},"model_sample":"x"}',
    ]);
  });
});

describe("Parquet", () => {
  it("keeps digits, dates and what is nested", async () => {
    const columnData = [
      { name: "n", data: [2n ** 60n, -1n], type: "INT64" as const },
      { name: "x", data: [1, 0.1], type: "DOUBLE" as const },
      { name: "at", data: [new Date("2024-02-29T12:00:00.001Z"), new Date(-1)], type: "TIMESTAMP" as const },
      { name: "reward_model", data: [{ ground_truth: "1" }, { ground_truth: "2" }], type: "JSON" as const },
    ];
    const content = Buffer.from(parquetWriteBuffer({ columnData }));
    expect(await rowsOf("types.parquet", content)).toEqual([
      '{"item":{"n":1152921504606846976,"x":1.0,"at":"2024-02-29T12:00:00.001Z","reward_model":{"ground_truth":"1"}}}',
      '{"item":{"n":-1,"x":0.1,"at":"1969-12-31T23:59:59.999Z","reward_model":{"ground_truth":"2"}}}',
    ]);
  });

  it.each([
    ["is none", "no.parquet", Buffer.from("a,b\n1,2\n"), "this is no Parquet file"],
    ["is cut off", "cut.parquet", Buffer.from("PAR1abc"), "the file can't be read as Parquet"],
    ["is packed badly", "bad.csv.gz", gzipSync("a,b\n1,2\n").subarray(0, 12), "the file can't be unpacked"],
    ["has a column twice", "twice.csv", Buffer.from("a,a\n1,2\n"), 'the header names the column "a" twice'],
  ])("or another file that %s is refused by its name", async (_, name, content, words) => {
    await expect(rowsOf(name, content)).rejects.toThrow(`${join(folder, name)}: ${words}`);
  });
});
