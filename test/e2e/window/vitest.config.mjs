import { defineConfig } from "vitest/config";

/** Whole windows of a real VS Code, driven from outside: what a test inside one could not survive. */
export default defineConfig({
  test: {
    include: ["test/e2e/window/**/*.test.ts"],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    fileParallelism: false,
  },
});
