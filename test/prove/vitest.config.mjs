import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { defineConfig } from "vitest/config";

const UNIT = "test/unit";
const properties = readdirSync(UNIT, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".test.ts"))
  .map((file) => join(UNIT, file))
  .filter((file) => /from "fast-check"/.test(readFileSync(file, "utf8")));

/** `npm run prove -- properties`: tests with generated inputs, with many times as many of them. */
export default defineConfig({
  test: {
    include: [...properties, "test/prove/**/*.test.ts"],
    testTimeout: 3_600_000,
    pool: "threads",
    maxWorkers: 2,
    alias: [{ find: /^fast-check$/, replacement: resolve("test/prove/moreRuns.ts") }],
  },
});
