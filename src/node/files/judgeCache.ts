import { randomBytes } from "node:crypto";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { JudgeStore } from "../../core/judge/cachedJudge";
import type { Logger } from "../../core/ports";
import { readTextFile } from "./readTextFile";

const SUFFIX = ".judge.jsonl";

/** Judge answers in a folder, a file each, which can be put together to a recordings file. */
export interface JudgeCache extends JudgeStore {
  /** Forgets all answers. @returns how many there were */
  clear(): Promise<number>;
}

/** The cache in `cacheDir`, made at the first answer; what goes wrong with it is logged and costs a call. */
export function openJudgeCache(cacheDir: string, logger: Pick<Logger, "warn">): JudgeCache {
  const folder = join(cacheDir, "judge");
  const fileOf = (key: string) => join(folder, `${key}${SUFFIX}`);
  return {
    async read(key) {
      try {
        return (await readTextFile(fileOf(key), { pipes: false })).text;
      } catch (error) {
        if (!isMissing(error)) logger.warn(`A cached judge answer can't be read: ${String(error)}`);
        return undefined;
      }
    },
    async write(key, line) {
      // Written whole or not at all: others may read meanwhile.
      const draft = `${fileOf(key)}.${randomBytes(6).toString("hex")}`;
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await writeFile(draft, `${line}\n`, { mode: 0o600 });
        await rename(draft, fileOf(key));
      } catch (error) {
        logger.warn(`A judge answer can't be kept in ${folder}: ${String(error)}`);
        await rm(draft, { force: true }).catch(() => undefined);
      }
    },
    async clear() {
      const names = await readdir(folder).catch((error: unknown) => {
        if (isMissing(error)) return [];
        throw error;
      });
      await rm(folder, { recursive: true, force: true });
      return names.filter((name) => name.endsWith(SUFFIX)).length;
    },
  };
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "ENOENT";
}
