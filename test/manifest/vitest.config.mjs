import { defineConfig } from "vitest/config";

/** Looks at the built package: `npm run build && npm run package` come first. */
export default defineConfig({ test: { include: ["test/manifest/**/*.test.ts"] } });
