import type * as vscode from "vscode";
import { gradersIn } from "../../core/validate/graders";
import { readOpenGrader, type OpenGrader } from "../documents/documentGraders";

/** The graders that are only a part of their document: the grader itself where it is one, and its sub-graders. */
export function partsOf(open: OpenGrader): readonly OpenGrader[] {
  return allIn(open).filter(({ grader }) => grader.base.length > 0);
}

/** The sub-grader that holds a position, else the grader itself. */
export function innermostAt(open: OpenGrader, position: vscode.Position): OpenGrader {
  const offset = open.document.offsetAt(position);
  const holds = ({ grader }: OpenGrader) => {
    const { start, end } = open.grader.json.rangeOfMember(grader.base.slice(open.grader.base.length));
    return start <= offset && offset <= end;
  };
  return allIn(open).findLast(holds) ?? open;
}

function allIn({ document, grader }: OpenGrader): readonly OpenGrader[] {
  return gradersIn(grader).map(({ path }) => readOpenGrader(document, [...grader.base, ...path]));
}
