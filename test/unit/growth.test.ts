import { describe, expect, it } from "vitest";
import { GRADERS, SAMPLES } from "../growth/inputs";
import { growth, MOST_TIMES } from "../growth/measure";
import { readAll, WORK } from "../growth/work";

const SMALL = 300;

const asText = (input: object | string) => (typeof input === "string" ? input : JSON.stringify(input));

describe("the time that is taken grows with the size of", () => {
  it.each(Object.entries(GRADERS))(
    "%s",
    async (_, make) => {
      const grown: Record<string, number> = {};
      for (const [name, work] of Object.entries(WORK))
        grown[name] = Math.round(await growth(work, (n) => asText(make(n)), SMALL));
      expect(Object.entries(grown).filter(([, times]) => times > MOST_TIMES)).toEqual([]);
    },
    120_000,
  );

  it.each(Object.entries(SAMPLES))(
    "%s",
    async (name, make) => {
      const [file = ""] = name.split(",");
      expect(await growth((text: string) => readAll(text, file), make, SMALL)).toBeLessThanOrEqual(
        MOST_TIMES,
      );
    },
    120_000,
  );
});
