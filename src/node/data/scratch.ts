import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A file of ours, for as long as it is needed. */
export interface Scratch {
  readonly path: string;
  readonly remove: () => Promise<void>;
}

/** A folder that nobody else can look into. */
export async function scratchFolder(): Promise<Scratch> {
  const path = await mkdtemp(join(tmpdir(), "graders-rows-"));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Writes down what comes in order only, to be read anywhere and again. */
export async function scratchFile(pieces: AsyncIterable<Buffer>): Promise<Scratch> {
  const folder = await scratchFolder();
  const path = join(folder.path, "data");
  try {
    const file = await open(path, "wx", 0o600);
    try {
      for await (const piece of pieces) await file.write(piece);
    } finally {
      await file.close();
    }
    return { path, remove: folder.remove };
  } catch (error) {
    await folder.remove();
    throw error;
  }
}
