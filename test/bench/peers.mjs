// Measures the engine against npm packages on the same pairs, Python, long runs and the event loop.
// `npm run build && node test/bench/peers.mjs [metrics|promptfoo|python|long|eventLoop]…` (needs the npm registry,
// or PEERS_DIR with the packages installed)
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { eventLoop } from "./parts/eventLoop.mjs";
import { long } from "./parts/long.mjs";
import { metrics } from "./parts/metrics.mjs";
import { promptfoo } from "./parts/promptfoo.mjs";
import { python } from "./parts/python.mjs";
import { folder, print, seconds } from "./parts/support.mjs";

/** A build during a run would time two programs as one: differences could even be negative. */
function buildStamp() {
  return readdirSync("dist", { recursive: true, encoding: "utf8" })
    .map((name) => `${name} ${statSync(join("dist", name)).mtimeMs}`)
    .join("\n");
}

const PARTS = { metrics, promptfoo, python, long, eventLoop };
const asked = process.argv.slice(2);

/** Machines differ, and a shared one from hour to hour: what everything below it can be divided by. */
function startOfNode() {
  const times = Array.from({ length: 9 }, () => {
    const start = performance.now();
    spawnSync(process.execPath, ["-e", "0"]);
    return (performance.now() - start) / 1000;
  });
  return times.toSorted((a, b) => a - b)[4] ?? NaN;
}

try {
  print("`node -e 0`, for comparison", seconds(startOfNode()));
  for (const [name, part] of Object.entries(PARTS)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const before = buildStamp();
    await part();
    if (buildStamp() !== before)
      throw new Error(`dist changed while "${name}" ran: its figures don't count.`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
