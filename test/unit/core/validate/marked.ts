import { readGraderDocument } from "../../../../src/core/grader/document";
import type { TextEdit } from "../../../../src/core/json/edits";
import type { TextRange } from "../../../../src/core/json/document";
import type { Problem } from "../../../../src/core/validate/problem";
import type { Target } from "../../../../src/core/validate/target";
import { checkGrader, liveProblems } from "../../../../src/core/validate/validateGrader";

/** A text whose expected places stand between « and ». */
export interface Marked {
  readonly text: string;
  readonly ranges: readonly TextRange[];
}

/** Takes the marks off a text and says where they were; marks may nest. */
export function readMarks(marked: string): Marked {
  const ranges: TextRange[] = [];
  const open: number[] = [];
  let text = "";
  for (const piece of marked.split(/([«»])/)) {
    if (piece === "«") open.push(text.length);
    else if (piece !== "»") text += piece;
    else ranges.push({ start: open.pop() ?? 0, end: text.length });
  }
  return { text, ranges: ranges.sort((a, b) => a.start - b.start || a.end - b.end) };
}

export function grader(text: string, name = "math.grader.json") {
  return readGraderDocument(name, text);
}

const optionsOf = (target: Target | undefined) => (target ? { target } : {});

/** Findings without Python, of one code or of all. */
export function findings(text: string, code?: string, target?: Target): readonly Problem[] {
  return checkGrader(grader(text), optionsOf(target)).filter(
    (problem) => code === undefined || problem.code === code,
  );
}

export function liveFindings(text: string, target?: Target): readonly Problem[] {
  return liveProblems(grader(text), optionsOf(target));
}

export const rangesOf = (problems: readonly Problem[]) => problems.map(({ range }) => range);

/** The text after edits. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  return edits
    .toSorted((a, b) => b.range.start - a.range.start)
    .reduce((now, { range, newText }) => now.slice(0, range.start) + newText + now.slice(range.end), text);
}

/** The text after a problem's first fix. */
export function fixed(text: string, problem: Problem | undefined): string {
  return edited(text, problem?.fixes?.[0]?.edits ?? []);
}
