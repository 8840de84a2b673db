import { expect, test } from "vitest";
import { watchCanary } from "./generated/watchCanary";
import { sandbox } from "./support";

/** `npm run prove` runs 10,000 (test/prove/pythonSources.test.ts). */
const SOURCES = 300;

test("no generated source changes what the next row sees", { timeout: 600_000 }, async () => {
  const kinds = await watchCanary(await sandbox(), { sources: SOURCES, seed: 9 });
  expect([...kinds.keys()].sort()).toEqual(["runtime_error", "score"]);
  expect(kinds.get("score")).toBeGreaterThan(SOURCES / 2);
});
