import * as vscode from "vscode";
import { markdownString } from "../platform/markdownString";
import { hoverFormula } from "../../core/complete/formulaHover";
import { subGraderAt } from "../../core/complete/subGraderSymbol";
import { graderUri } from "../platform/graderUri";
import { graderAround } from "../documents/documentGraders";
import { toRange } from "../documents/ranges";

/** A function of a formula, or a sub-grader with what it came to last. */
export class FormulaHover implements vscode.HoverProvider {
  /** @param lastReward what a grader came to last, in a sentence */
  constructor(private readonly lastReward: (grader: vscode.Uri) => Promise<string | undefined>) {}

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.Hover | undefined> {
    const open = graderAround(document, position);
    const offset = document.offsetAt(position);
    if (!open || !hoverFormula(open.grader, offset)) return undefined;
    const key = subGraderAt(open.grader, offset)?.key;
    const last =
      key === undefined
        ? undefined
        : await this.lastReward(graderUri(document.uri, [...open.grader.base, "graders", key]));
    const hover = hoverFormula(open.grader, offset, last);
    return hover && new vscode.Hover(markdownString(hover.markdown), toRange(document, hover.range));
  }
}
