import { textAt, type Json } from "../json/value";
import { isGraderType, type GraderType } from "./types";

/** A grader's type where it is one that we know. */
export function typeOf(grader: Json | undefined): GraderType | undefined {
  const type = textAt(grader, ["type"]);
  return isGraderType(type) ? type : undefined;
}

/** What a grader calls itself; undefined where it has no name or an empty one. */
export function nameOf(grader: Json | undefined): string | undefined {
  const name = textAt(grader, ["name"]);
  return name === "" ? undefined : name;
}
