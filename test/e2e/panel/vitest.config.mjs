import { defineConfig } from "vitest/config";

/** The result panel in a real Chromium: `npm run build` comes first. Pictures go to .build/panel. */
export default defineConfig({
  test: {
    include: ["test/e2e/panel/**/*.test.ts"],
    globalSetup: "test/e2e/panel/setup.ts",
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 1,
  },
});
