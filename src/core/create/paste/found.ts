import type { JsonObject } from "../../json/value";
import type { FoundGrader } from "./gradersIn";

/** Something that could not be read, or was changed on the way, at its place in the text. */
export interface FoundNote {
  readonly offset: number;
  readonly message: string;
}

/** What a text holds. */
export interface Found {
  readonly graders: readonly FoundGrader[];
  /** Jobs and evals as a whole. */
  readonly wholes: readonly JsonObject[];
  readonly notes: readonly FoundNote[];
}

export const NOTHING: Found = { graders: [], wholes: [], notes: [] };

/** All that several texts hold, in their order. */
export function together(found: readonly Found[]): Found {
  return {
    graders: found.flatMap(({ graders }) => graders),
    wholes: found.flatMap(({ wholes }) => wholes),
    notes: found.flatMap(({ notes }) => notes),
  };
}
