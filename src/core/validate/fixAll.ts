import { withEdits } from "../edit/change";
import type { TextEdit } from "../json/edits";
import type { Problem, ProblemFix } from "./problem";

/** Mends uncover others, such as parentheses in parentheses; more rounds than these only chase their tail. */
const MOST_ROUNDS = 10;

/**
 * A text after the mends of all its problems, those that mends uncover included.
 *
 * @param find the problems of a text
 * @param mendOf the mend to take of a problem, if any
 */
export function fixAll(
  text: string,
  find: (text: string) => readonly Problem[],
  mendOf: (problem: Problem) => ProblemFix | undefined,
): string {
  let now = text;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const edits = combined(find(now).flatMap((problem) => mendOf(problem) ?? []));
    if (edits.length === 0) return now;
    now = withEdits(now, edits);
  }
  return now;
}

/** The mend that "fix all" takes unasked: one beyond doubt. */
export function automaticFix({ fixes = [] }: Problem): ProblemFix | undefined {
  return fixes.find(({ automatic }) => automatic);
}

/** The mend that a user takes for all problems of a code. */
export function firstFixOf(code: Problem["code"]): (problem: Problem) => ProblemFix | undefined {
  return (problem) => (problem.code === code ? problem.fixes?.[0] : undefined);
}

/** The edits of mends that can be made together: of two at the same place the first one is made. */
function combined(fixes: readonly ProblemFix[]): readonly TextEdit[] {
  const taken: TextEdit[] = [];
  for (const { edits } of fixes) {
    if (!edits.some((edit) => taken.some((other) => collide(edit, other)))) taken.push(...edits);
  }
  return taken;
}

/** Insertions at the same place do not: parentheses may close where others do. */
function collide({ range: a }: TextEdit, { range: b }: TextEdit): boolean {
  if (a.start === a.end && b.start === b.end) return false;
  if (a.start === a.end) return a.start >= b.start && a.start < b.end;
  if (b.start === b.end) return b.start >= a.start && b.start < a.end;
  return a.start < b.end && b.start < a.end;
}
