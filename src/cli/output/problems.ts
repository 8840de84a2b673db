import { LineIndex } from "../../core/json/lines";
import type { Problem } from "../../core/validate/problem";
import { joined, shown, type Shown } from "./shown";

const MOST_LINES = 20;

/** Findings as `file:line:column: message` lines. */
export function problemLines(file: string, text: string, problems: readonly Problem[]): Shown {
  const lines = new LineIndex(text);
  const lined = problems.slice(0, MOST_LINES).map(({ range, message }) => {
    const { line, character } = lines.positionOf(range.start);
    return shown`${file}:${line + 1}:${character + 1}: ${message}`;
  });
  const more = problems.length - lined.length;
  return joined([...lined, ...(more > 0 ? [shown`${file}: ${more} more findings`] : [])], "\n");
}
