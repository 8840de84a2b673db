import { open, type FileHandle } from "node:fs/promises";
import type { RunWriter } from "../../core/runs/runStore";
import { fileError } from "../files/fileError";

/** Outcomes wait so long for others: who is killed loses no more. */
const WRITE_MS = 50;
const SYNC_MS = 1_000;
const LINE_FEED = 0x0a;
const CHUNK = 64 * 1024;

/** Opens the outcomes of a run to be added to; what a broken-off writing left of a last line is taken off first. */
export async function openRowsFile(path: string): Promise<RunWriter> {
  const file = await open(path, "a+");
  try {
    await file.truncate(await endOfLines(file));
    return new RowsFile(path, file);
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Behind the last line feed. */
async function endOfLines(file: FileHandle): Promise<number> {
  const chunk = Buffer.alloc(CHUNK);
  let { size: end } = await file.stat();
  while (end > 0) {
    const start = Math.max(0, end - CHUNK);
    const { bytesRead } = await file.read(chunk, 0, end - start, start);
    const feed = chunk.subarray(0, bytesRead).lastIndexOf(LINE_FEED);
    if (feed >= 0) return start + feed + 1;
    end = start;
  }
  return 0;
}

class RowsFile implements RunWriter {
  private waiting: string[] = [];
  private timer: NodeJS.Timeout | undefined;
  private last = Promise.resolve();
  private syncedAt = performance.now();
  private failure: Error | undefined;

  constructor(
    private readonly path: string,
    private readonly file: FileHandle,
  ) {}

  append(lines: string): void {
    if (this.failure) throw this.failure;
    this.waiting.push(lines);
    this.timer ??= setTimeout(() => this.write(), WRITE_MS);
  }

  async close(): Promise<void> {
    this.write();
    await this.last;
    await this.file.sync().catch((error: unknown) => this.fail(error));
    await this.file.close();
    if (this.failure) throw this.failure;
  }

  private write(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.last = this.last.then(() => this.writeWaiting()).catch((error: unknown) => this.fail(error));
  }

  private async writeWaiting(): Promise<void> {
    const bytes = Buffer.from(this.waiting.splice(0).join(""));
    // Behind a write that failed there may be half a line.
    if (bytes.length === 0 || this.failure) return;
    for (let at = 0; at < bytes.length;) at += (await this.file.write(bytes, at)).bytesWritten;
    if (performance.now() - this.syncedAt < SYNC_MS) return;
    await this.file.datasync();
    this.syncedAt = performance.now();
  }

  private fail(error: unknown): void {
    this.failure ??= fileError(this.path, error);
  }
}
