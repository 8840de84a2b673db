import { describe, expect, it } from "vitest";
import { GRADERS, SAMPLES } from "../growth/inputs";
import { readAll, WORK } from "../growth/work";

const SMALL = 300;
const TIMES = 8;
/** Linear work takes 8 times as long, quadratic work 64 times; the processors have other work too. */
const MOST_TIMES = 3 * TIMES;
/** Milliseconds of processor time: what takes less tells nothing. */
const SHORTEST = 2;
const TRIES = 4;

async function milliseconds(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** How many times as long the work takes for an input of eight times the size: the least of some tries. */
async function growth(work: (text: string) => unknown, textOf: (n: number) => string): Promise<number> {
  const [small, large] = [textOf(SMALL), textOf(SMALL * TIMES)];
  let least = Infinity;
  for (let tries = 0; tries < TRIES && least > MOST_TIMES; tries++) {
    const before = Math.max(await milliseconds(() => work(small)), SHORTEST);
    least = Math.min(least, (await milliseconds(() => work(large))) / before);
  }
  return least;
}

const asText = (input: object | string) => (typeof input === "string" ? input : JSON.stringify(input));

describe("the time that is taken grows with the size of", () => {
  it.each(Object.entries(GRADERS))(
    "%s",
    async (_, make) => {
      const grown: Record<string, number> = {};
      for (const [name, work] of Object.entries(WORK))
        grown[name] = Math.round(await growth(work, (n) => asText(make(n))));
      expect(Object.entries(grown).filter(([, times]) => times > MOST_TIMES)).toEqual([]);
    },
    120_000,
  );

  it.each(Object.entries(SAMPLES))(
    "%s",
    async (name, make) => {
      const [file = ""] = name.split(",");
      expect(await growth((text) => readAll(text, file), make)).toBeLessThanOrEqual(MOST_TIMES);
    },
    120_000,
  );
});
