import type { JsonDocument } from "../json/document";
import { LineIndex, type LinePosition } from "../json/lines";
import type { JsonPath } from "../json/value";
import { stringOffsetsAt } from "../validate/places";
import type { Problem } from "../validate/problem";

/** A finding in a string of a grader, with its place in the text that the string means. */
export interface ProblemInside {
  readonly problem: Problem;
  readonly start: LinePosition;
  readonly end: LinePosition;
}

/** The findings that are about the string at `path`; one about the string as a whole stands at its first line. */
export function problemsInside(
  json: JsonDocument,
  path: JsonPath,
  problems: readonly Problem[],
): readonly ProblemInside[] {
  const offsets = stringOffsetsAt(json, path);
  if (!offsets) return [];
  const member = json.rangeOfMember(path);
  const lines = new LineIndex(offsets.decoded);
  const place = (offset: number) => lines.positionOf(offsets.toDecoded(offset));
  return problems
    .filter(({ range }) => member.start <= range.start && range.end <= member.end)
    .map((problem) => ({ problem, start: place(problem.range.start), end: place(problem.range.end) }));
}
