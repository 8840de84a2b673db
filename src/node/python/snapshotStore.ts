import { createHash, randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Logger } from "../../core/ports";

const PREFIX = "python-";
const SUFFIX = ".snapshot";
/** Snapshots of other versions are kept this long: two versions may be in use side by side. */
const KEEP_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * Python's memory just after loading, kept in a folder so that later starts need not load it again. One file
 * per version of the sandbox and of Node; written whole or not at all.
 */
export class SnapshotStore {
  private constructor(
    private readonly folder: string,
    private readonly file: string,
    private readonly logger: Logger | undefined,
  ) {}

  /** The store for a child's script, which holds Pyodide's version and our harness, under a Node. */
  static async open(folder: string, script: string, node: string, logger?: Logger): Promise<SnapshotStore> {
    const key = createHash("sha256")
      .update(await readFile(script))
      .update(node)
      .digest("hex")
      .slice(0, 20);
    return new SnapshotStore(folder, path.join(folder, `${PREFIX}${key}${SUFFIX}`), logger);
  }

  /** The file to start from, if there is one. */
  async find(): Promise<string | undefined> {
    return (await exists(this.file)) ? this.file : undefined;
  }

  /** Keeps a snapshot; a folder that can't be written only costs time at the next start. */
  async save(bytes: Uint8Array): Promise<void> {
    const draft = `${this.file}.${randomBytes(6).toString("hex")}`;
    try {
      await mkdir(this.folder, { recursive: true });
      await writeFile(draft, bytes);
      await rename(draft, this.file);
      await this.removeOld();
    } catch (error) {
      this.logger?.warn(`The Python snapshot could not be kept in ${this.folder}: ${String(error)}`);
      await rm(draft, { force: true }).catch(() => undefined);
    }
  }

  /** Forgets a snapshot that Python did not start from. */
  async discard(): Promise<void> {
    this.logger?.warn(`The Python snapshot ${this.file} was of no use and is made anew.`);
    await rm(this.file, { force: true }).catch(() => undefined);
  }

  private async removeOld(): Promise<void> {
    for (const name of await readdir(this.folder)) {
      const file = path.join(this.folder, name);
      if (file === this.file || !name.startsWith(PREFIX) || !name.includes(SUFFIX)) continue;
      const { mtimeMs } = await stat(file);
      if (Date.now() - mtimeMs > KEEP_MS) await rm(file, { force: true });
    }
  }
}

function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
