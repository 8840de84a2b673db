/** How rows are written in a file. */
export type DataFormat = "jsonl" | "json" | "csv" | "tsv" | "parquet";

/** What a data file is by its name; its first bytes say more (`node/data`). */
interface NamedFormat {
  readonly format: DataFormat;
  /** Whether it is packed by gzip as a whole. */
  readonly packed: boolean;
}

/** Endings of data files, in the order in which a file beside a grader is looked for. */
const ENDINGS: Readonly<Record<DataFormat, readonly string[]>> = {
  jsonl: [".jsonl", ".ndjson"],
  json: [".json"],
  csv: [".csv"],
  tsv: [".tsv"],
  parquet: [".parquet"],
};

/** Parquet is packed inside, page by page. */
const PACKED: ReadonlySet<DataFormat> = new Set(["jsonl", "json", "csv", "tsv"]);

const FORMATS = Object.keys(ENDINGS) as DataFormat[];

const BY_ENDING: ReadonlyMap<string, NamedFormat> = new Map([
  ...FORMATS.flatMap((format) =>
    ENDINGS[format].map((ending): [string, NamedFormat] => [ending, { format, packed: false }]),
  ),
  ...FORMATS.filter((format) => PACKED.has(format)).flatMap((format) =>
    ENDINGS[format].map((ending): [string, NamedFormat] => [`${ending}.gz`, { format, packed: true }]),
  ),
]);

/** Endings of every data file that is read, such as `.csv` and `.jsonl.gz`; a packed one stands behind all others. */
export const DATA_ENDINGS: readonly string[] = [...BY_ENDING.keys()];

/** The format that a file's name promises; undefined where it says nothing. */
export function namedFormat(path: string): NamedFormat | undefined {
  const [ending = ""] = /\.[^./\\]+(?:\.gz)?$/i.exec(path) ?? [];
  return BY_ENDING.get(ending.toLowerCase());
}
