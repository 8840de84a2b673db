import type { TextRange } from "../json/document";
import type { LineIndex } from "../json/lines";
import type { PreflightFile, PreflightPlace } from "./check";

/** The place of a range of a text; one over several lines is cut at its first line's end. */
export function textPlace(file: PreflightFile, lines: LineIndex, { start, end }: TextRange): PreflightPlace {
  const first = lines.positionOf(start);
  const last = lines.positionOf(end);
  return {
    file,
    line: first.line + 1,
    column: first.character + 1,
    ...(last.line === first.line && { endColumn: last.character + 1 }),
  };
}
