import type { PythonRunner } from "../../../../../src/core/ports";
import { expectKind, grade } from "../support";
import { CANARY } from "./canary";
import { Random } from "./random";
import { generateSource } from "./sources";

/** The canary looks after so many sources: each look takes longer than their grades. */
const BATCH = 8;

/**
 * Runs generated sources, and the canary among them, in the same children; throws with the sources since its last
 * look where its answer changes. Gives how many results each kind had.
 */
export async function watchCanary(
  runner: PythonRunner,
  { sources, seed }: { sources: number; seed: number },
): Promise<Map<string, number>> {
  const random = new Random(seed);
  const kinds = new Map<string, number>();
  const look = () => grade(runner, CANARY);
  const before = expectKind(await look(), "score").value;
  for (let done = 0; done < sources; done += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, sources - done) }, () => generateSource(random));
    for (const source of batch) {
      const { kind } = await grade(runner, source);
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    const now = await look();
    if (now.kind !== "score" || now.value !== before) {
      const what = `After one of these, ${done} sources behind, the next row was another`;
      throw new Error(`${what}: ${JSON.stringify(now)}\n\n${batch.join("\n\n---\n")}`);
    }
  }
  return kinds;
}
