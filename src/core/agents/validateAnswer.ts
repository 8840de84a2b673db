import type { GraderDocument } from "../grader/document";
import { LineIndex } from "../json/lines";
import { writePointer } from "../json/pointer";
import { pathLabel } from "../report/panel/pathLabel";
import { shorten } from "../shorten";
import type { Problem, ProblemFix } from "../validate/problem";
import { isRunnable } from "../validate/validateGrader";
import type { Target } from "../validate/target";
import { fittedJson, MAX_TEXT } from "./fit";

/** A grader with what was found in it. */
export interface ValidatedGrader {
  readonly document: GraderDocument;
  readonly target: Target;
  readonly problems: readonly Problem[];
}

/** Graders of a file that are listed; findings are of all of them. */
const MOST_GRADERS = 20;

/**
 * What `graders_validate` answers: findings with code, path, place and mend, the errors first.
 * @param file absent for a text that is in no file
 * @param graders all of one text
 */
export function validateAnswer(file: string | undefined, graders: readonly ValidatedGrader[]): string {
  const lines = new LineIndex(graders[0]?.document.json.text ?? "");
  const findings = graders
    .flatMap(({ document, problems }) => problems.map((problem) => findingOf(document, problem, lines)))
    .toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  const count = (severity: Problem["severity"]) =>
    findings.filter((finding) => finding.severity === severity).length;
  return fittedJson(findings, (shown, truncated) => ({
    ...(file !== undefined && { file }),
    graders: graders.slice(0, MOST_GRADERS).map(graderFacts),
    ...(graders.length > MOST_GRADERS && { graders_in_all: graders.length }),
    valid: graders.every(({ problems }) => isRunnable(problems)),
    errors: count("error"),
    warnings: count("warning"),
    findings: shown,
    ...truncated,
  }));
}

const ORDER: readonly Problem["severity"][] = ["error", "warning", "information", "hint"];

/** `place` is what tools take behind the file's path. */
function graderFacts({ document: { type, base }, target }: ValidatedGrader) {
  return { type: type ?? null, ...(base.length > 0 && { place: `#${writePointer(base)}` }), target };
}

function findingOf({ base }: GraderDocument, problem: Problem, lines: LineIndex) {
  const { code, severity, message, range, fixes: [fix] = [] } = problem;
  const path = [...base, ...problem.path];
  const [line, column] = placeOf(range.start, lines);
  return {
    ...{ code, severity },
    ...(path.length > 0 && { path: pathLabel(path) }),
    ...{ line, column },
    message: shorten(message, MAX_TEXT),
    ...(fix && fixOf(fix, lines)),
  };
}

/** Edits by lines and columns, ends exclusive; without those that would have to be cut. */
function fixOf({ title, edits }: ProblemFix, lines: LineIndex) {
  if (edits.some(({ newText }) => newText.length > MAX_TEXT)) return { fix: title };
  return {
    fix: title,
    edits: edits.map(({ range, newText }) => ({
      start: placeOf(range.start, lines),
      end: placeOf(range.end, lines),
      new_text: newText,
    })),
  };
}

/** Line and column, counted from 1. */
function placeOf(offset: number, lines: LineIndex): readonly [number, number] {
  const { line, character } = lines.positionOf(offset);
  return [line + 1, character + 1];
}
