import { textAt, type Json, type JsonObject } from "../../json/value";
import { keyFrom } from "../../edit/keys";
import { meanOf } from "../newGrader";
import type { FoundGrader } from "./gradersIn";

/** What belongs to the grader that is run and not to a part of it (facts.md "Multi"). */
const OF_THE_WHOLE: ReadonlySet<string> = new Set(["$schema", "pass_threshold"]);

/**
 * One multi of several graders, such as an eval's criteria: each counts the same. Undefined where that makes no
 * sense: of one grader, or where one is a multi itself.
 */
export function combine(graders: readonly FoundGrader[]): JsonObject | undefined {
  if (graders.length < 2 || graders.some(({ type }) => type === "multi")) return undefined;
  const subGraders = new Map<string, Json>();
  for (const { type, grader } of graders) {
    const key = keyFrom(textAt(grader, ["name"]) ?? type, subGraders.keys(), type);
    subGraders.set(key, new Map([...grader].filter(([field]) => !OF_THE_WHOLE.has(field))));
  }
  return new Map<string, Json>([
    ["type", "multi"],
    ["graders", subGraders],
    ["calculate_output", meanOf([...subGraders.keys()])],
  ]);
}
