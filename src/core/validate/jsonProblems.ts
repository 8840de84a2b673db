import type { JsonDocument, JsonFault, TextRange } from "../json/document";
import { usualSeverity } from "./codes";
import { jsonFixes } from "./jsonFixes";
import type { Problem } from "./problem";

/** A fault of a JSON text as a finding; with its document it is mended too. */
export function faultProblem(fault: JsonFault, json?: JsonDocument): Problem {
  const { code, message, start, end } = fault;
  const fixes = json ? jsonFixes(json, fault) : [];
  const range = { start, end };
  return {
    ...{ code, severity: usualSeverity(code), message, range, path: [], source: "json" },
    ...(fixes.length > 0 && { fixes }),
  };
}

/** A finding in a part of a text, such as a row of a file, as one in the whole. */
export function movedBy(offset: number, problem: Problem): Problem {
  const moved = ({ start, end }: TextRange) => ({ start: start + offset, end: end + offset });
  const fixes = problem.fixes?.map((fix) => ({
    ...fix,
    edits: fix.edits.map(({ range, newText }) => ({ range: moved(range), newText })),
  }));
  return { ...problem, range: moved(problem.range), ...(fixes && { fixes }) };
}
