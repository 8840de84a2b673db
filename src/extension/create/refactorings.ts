import * as vscode from "vscode";
import { wrapInMulti } from "../../core/create/wrapInMulti";
import { graderAround } from "../language/documentGraders";
import { toRange } from "../language/ranges";

/** "Wrap in multi" and "Add sub-grader…", wherever in a grader one asks; unasked only at its type. */
export const graderRefactorings: vscode.CodeActionProvider = {
  provideCodeActions(document, range, { triggerKind }) {
    const open = graderAround(document, range.start);
    if (!open) return [];
    const { grader, uri } = open;
    const place = toRange(document, grader.json.rangeOfMember(["type"]));
    const isAsked = triggerKind === vscode.CodeActionTriggerKind.Invoke;
    if (!grader.type || (!isAsked && !place.intersection(range))) return [];
    if (grader.type !== "multi") return wrapAction(document, wrapInMulti(grader));
    const title = vscode.l10n.t("Add sub-grader…");
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.RefactorRewrite);
    action.command = { command: "graders.addSubGrader", title, arguments: [uri] };
    return [action];
  },
};

function wrapAction(
  document: vscode.TextDocument,
  change: ReturnType<typeof wrapInMulti>,
): vscode.CodeAction[] {
  if (change.kind === "refused") return [];
  const action = new vscode.CodeAction(vscode.l10n.t("Wrap in multi"), vscode.CodeActionKind.RefactorRewrite);
  action.edit = new vscode.WorkspaceEdit();
  for (const { range, newText } of change.edits)
    action.edit.replace(document.uri, toRange(document, range), newText);
  return [action];
}
