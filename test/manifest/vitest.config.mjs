import { defineConfig } from "vitest/config";

/** Looks at the built packages: `npm run build && npm run package` come first. */
export default defineConfig({
  test: {
    include: ["test/manifest/**/*.test.ts"],
    // Far more than any test takes on a busy machine.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    pool: "threads",
    maxWorkers: 2,
  },
});
