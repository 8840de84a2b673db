import { t } from "@vscode/l10n";
import {
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
  type AsyncBuffer,
  type FileMetaData,
} from "hyparquet";
import { compressors } from "hyparquet-compressors";
import type { Json } from "../../core/json/value";
import type { DataRecord } from "../../core/dataset/records";
import { columnJson, takeMeanings } from "./parquetJson";

/** A Parquet file that can't be read. */
export class ParquetError extends Error {}

/** So many bytes of unpacked values, or so many rows, are in memory at a time. */
const PART_BYTES = 16 * 1024 * 1024;
const PART_ROWS = 16_384;

/**
 * The rows of a Parquet file, a part of a row group at a time; their lines are their numbers.
 * @param most rows to read at most
 * @throws ParquetError where the file is no Parquet, damaged, or packed in a way that is not read
 */
export async function* readParquet(file: AsyncBuffer, most = Infinity): AsyncGenerator<DataRecord> {
  const metadata = await told(parquetMetadataAsync(file, { geoparquet: false }));
  const schema = parquetSchema(metadata);
  const meanings = takeMeanings(schema);
  for (const { start, end } of partsOf(metadata, most)) {
    const how = { file, metadata, compressors, utf8: false, geoparquet: false, rowStart: start, rowEnd: end };
    const rows = await told(parquetReadObjects(how));
    if (rows.length !== end - start)
      throw new ParquetError(t("rows {0} to {1} are not all there.", start + 1, end));
    for (const [index, row] of rows.entries()) {
      const value = new Map(
        schema.children.map((column): [string, Json] => {
          const { name } = column.element;
          return [name, columnJson(row[name], column, meanings)];
        }),
      );
      yield { kind: "value", value, line: start + index + 1, start: 0, end: 0 };
    }
  }
}

interface Part {
  readonly start: number;
  readonly end: number;
}

/** Of no part of a file more is unpacked than fits in little memory. */
function* partsOf({ row_groups: groups }: FileMetaData, most: number): Generator<Part> {
  let start = 0;
  for (const { num_rows: count, total_byte_size: bytes } of groups) {
    const rows = Math.min(Number(count), most - start);
    const perRow = Math.max(Number(bytes) / Math.max(Number(count), 1), 1);
    const step = Math.max(1, Math.min(PART_ROWS, Math.floor(PART_BYTES / perRow)));
    for (let at = 0; at < rows; at += step)
      yield { start: start + at, end: start + Math.min(at + step, rows) };
    start += Number(count);
    if (start >= most) return;
  }
}

/** What the library throws is about the file: it may be damaged anywhere. */
async function told<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    throw new ParquetError(error instanceof Error ? error.message.replace(/^parquet /, "") : String(error));
  }
}
