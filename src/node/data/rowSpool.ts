import { open, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { readSpooled, writeSpooled, type SpooledRow } from "../../core/dataset/spooledRows";
import { readLines } from "../files/readLines";
import { scratchFolder, type Scratch } from "./scratch";

/** So much is kept in memory; what is longer is written down. */
const MOST_IN_MEMORY = 8 * 1024 * 1024;
const WRITE_CHARACTERS = 1024 * 1024;

/**
 * Rows that are read again, of a file that can be read in order only, or in which a row has no place of its own: few
 * are in memory, many in a file of ours until they are given up.
 */
export class RowSpool {
  private lines: string[] = [];
  private size = 0;
  private rows = 0;
  private folder: Scratch | undefined;
  private file: FileHandle | undefined;

  constructor(private readonly mostInMemory = MOST_IN_MEMORY) {}

  get count(): number {
    return this.rows;
  }

  /** Where the rows are once they are many. */
  get path(): string | undefined {
    return this.folder && join(this.folder.path, "rows");
  }

  async add(row: SpooledRow): Promise<void> {
    const line = writeSpooled(row);
    this.lines.push(line);
    this.rows++;
    this.size += line.length;
    if (this.size >= (this.file ? WRITE_CHARACTERS : this.mostInMemory)) await this.write();
  }

  /** No more rows come. */
  async end(): Promise<void> {
    if (!this.file) return;
    await this.write();
    await this.file.close();
    this.file = undefined;
  }

  *read(): Generator<SpooledRow> {
    const { path } = this;
    for (const line of path === undefined ? this.lines : readLines(path))
      if (line !== "") yield readSpooled(line);
  }

  async remove(): Promise<void> {
    this.lines = [];
    await this.file?.close().catch(() => undefined);
    await this.folder?.remove();
  }

  private async write(): Promise<void> {
    this.folder ??= await scratchFolder();
    this.file ??= await open(join(this.folder.path, "rows"), "wx", 0o600);
    const text = this.lines.map((line) => `${line}\n`).join("");
    this.lines = [];
    this.size = 0;
    await this.file.appendFile(text);
  }
}
