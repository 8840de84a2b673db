import { LineIndex } from "../../core/json/lines";
import type { Problem } from "../../core/validate/problem";

const MOST_LINES = 20;

/** Findings as `file:line:column: message` lines. */
export function problemLines(file: string, text: string, problems: readonly Problem[]): string {
  const lines = new LineIndex(text);
  const shown = problems.slice(0, MOST_LINES).map(({ range, message }) => {
    const { line, character } = lines.positionOf(range.start);
    return `${file}:${line + 1}:${character + 1}: ${message}`;
  });
  const more = problems.length - shown.length;
  return [...shown, ...(more > 0 ? [`${file}: ${more} more findings`] : [])].join("\n");
}
