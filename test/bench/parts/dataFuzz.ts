import { parquetWriteBuffer } from "hyparquet-writer";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { NO_USE } from "../../../src/core/dataset/columnUse";
import { documentRecords } from "../../../src/core/dataset/documentRecords";
import { readRow } from "../../../src/core/dataset/row";
import { valuesOf } from "../../../src/core/dataset/spooledRows";
import type { DataFormat } from "../../../src/core/grader/dataFormats";
import { JsonDocument } from "../../../src/core/json/document";
import { openData } from "../../../src/node/data/readData";
import { spoolData } from "../../../src/node/data/spoolData";
import { FileError } from "../../../src/node/files/fileError";

/** Names of the seeds; each is another format. */
export const DATA_FORMATS = ["jsonl", "json", "csv", "tsv", "parquet", "csv.gz"] as const;
type FuzzedFormat = (typeof DATA_FORMATS)[number];

const ROWS = [
  { query: "a", response: 'Oslo, "x"\nline', truth: "Oslo", n: 1 },
  { query: "ö", response: "", truth: "東京", n: 12345678901 },
  { query: "{}", response: "Rome", truth: "😀", n: -0.5 },
];
const COLUMNS = ["query", "response", "truth", "n"] as const;

function seedOf(format: FuzzedFormat): Buffer {
  const quoted = (cell: unknown) => `"${String(cell).replaceAll('"', '""')}"`;
  const table = (separator: string) =>
    [
      COLUMNS.join(separator),
      ...ROWS.map((row) => COLUMNS.map((name) => quoted(row[name])).join(separator)),
    ].join("\r\n");
  switch (format) {
    case "jsonl":
      return Buffer.from(ROWS.map((row) => JSON.stringify(row)).join("\n"));
    case "json":
      return Buffer.from(
        JSON.stringify({ object: "list", data: ROWS.map((item) => ({ item, model_sample: "x" })) }),
      );
    case "csv":
      return Buffer.from(table(","));
    case "tsv":
      return Buffer.from(table("\t"));
    case "csv.gz":
      return gzipSync(table(";"));
    case "parquet":
      return Buffer.from(
        parquetWriteBuffer({
          columnData: COLUMNS.map((name) => ({
            name,
            data: ROWS.map((row) => row[name]),
            type: name === "n" ? ("DOUBLE" as const) : ("STRING" as const),
          })),
        }),
      );
  }
}

/** A small generator whose numbers its seed decides. */
function numbersOf(seed: number): (below: number) => number {
  let state = seed * 2654435761 + 1;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9) | 0;
    return ((state >>> 0) ^ (state >>> 13)) % below;
  };
}

const PIECES = [
  '"',
  ",",
  "\n",
  "\r\n",
  "\t",
  ";",
  "{",
  "}",
  "[",
  "]",
  ":",
  "null",
  "é",
  "\u0000",
  '{"item":{}}\n',
];

function mutated(seed: Buffer, number: number): Buffer {
  const next = numbersOf(number);
  let bytes = Buffer.from(seed);
  for (let count = 1 + next(4); count > 0; count--) {
    const at = next(bytes.length + 1);
    const length = next(12);
    const piece = Buffer.from(PIECES[next(PIECES.length)] ?? "");
    const ways = [
      () => [bytes.subarray(0, at), piece, bytes.subarray(at)],
      () => [bytes.subarray(0, at), bytes.subarray(at + length)],
      () => [bytes.subarray(0, at), Buffer.from([next(256)]), bytes.subarray(at + 1)],
      () => [bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at)],
    ];
    bytes = Buffer.concat(ways[next(ways.length)]?.() ?? [bytes]);
  }
  return bytes;
}

/** What one mutated file came to. */
export interface DataOutcome {
  /** Refused as a whole, with words for the user. */
  readonly refused: boolean;
  readonly rows: number;
}

/** Reads mutated files of a format in a folder of its own. */
export class DataFuzz {
  private readonly folder = mkdtempSync(join(tmpdir(), "graders-data-fuzz-"));
  private readonly seed: Buffer;

  constructor(private readonly format: FuzzedFormat) {
    this.seed = seedOf(format);
  }

  /** @throws where a reader crashes, loses a row or counts one twice */
  async look(number: number): Promise<DataOutcome> {
    const path = join(this.folder, `x.${this.format}`);
    writeFileSync(path, mutated(this.seed, number));
    try {
      return await this.read(path);
    } catch (error) {
      if (error instanceof FileError) return { refused: true, rows: 0 };
      throw error;
    }
  }

  private async read(path: string): Promise<DataOutcome> {
    const opened = await openData(path);
    if (!("records" in opened)) {
      const json = JsonDocument.read(opened.text);
      return { refused: json.value === undefined, rows: documentRecords(json).length };
    }
    let wanted = 0;
    const counted = async function* () {
      for await (const record of opened.records) {
        const values = valuesOf(record);
        wanted += "fault" in values ? 1 : values.length;
        yield record;
      }
    };
    const format: DataFormat = opened.format;
    const data = { name: opened.name, format, records: counted() };
    const { spool } = await spoolData(data, { given: {}, use: NO_USE }, new AbortController().signal);
    let rows = 0;
    for (const row of spool.read()) {
      if ("row" in row) readRow(row.row);
      rows++;
    }
    await spool.remove();
    if (rows !== wanted || rows !== spool.count)
      throw new Error(`${wanted} rows came, and ${rows} were kept`);
    return { refused: false, rows };
  }

  close(): void {
    rmSync(this.folder, { recursive: true });
  }
}
