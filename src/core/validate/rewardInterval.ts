import type { Interval } from "../formula/interval";
import { isArray, JsonNumber } from "../json/value";
import type { FoundGrader } from "./graders";

const UNIT: Interval = [0, 1];

/**
 * Where the reward of a grader that is no multi can lie; undefined where nothing bounds it (python, endpoint).
 */
export function graderInterval({ type, value }: FoundGrader): Interval | undefined {
  switch (type) {
    case "string_check":
    case "text_similarity":
    case "label_model":
      return UNIT;
    case "score_model": {
      const range = value.get("range");
      const [low, high] = isArray(range) ? range : [];
      return low instanceof JsonNumber && high instanceof JsonNumber ? [low.value, high.value] : UNIT;
    }
    case "python":
    case "endpoint":
    case "multi":
    case undefined:
      return undefined;
  }
}
