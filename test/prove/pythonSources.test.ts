import { expect, test } from "vitest";
import { watchCanary } from "../unit/node/python/generated/watchCanary";
import { sandbox } from "../unit/node/python/support";

const SOURCES = 10_000;
const SEED = 2026;

test("10,000 generated Python sources: none changes what the next row sees", async () => {
  const kinds = await watchCanary(await sandbox(), { sources: SOURCES, seed: SEED });
  process.stdout.write(`${SOURCES} sources of seed ${SEED}: ${JSON.stringify(Object.fromEntries(kinds))}\n`);
  expect([...kinds.values()].reduce((sum, count) => sum + count, 0)).toBe(SOURCES);
});
