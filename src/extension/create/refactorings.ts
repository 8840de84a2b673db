import * as vscode from "vscode";
import { wrapInMulti } from "../../core/edit/wrapInMulti";
import { partTitle } from "../../core/report/panel/partTitle";
import { graderAround, type OpenGrader } from "../documents/documentGraders";
import { toRange } from "../documents/ranges";
import { innermostAt } from "./parts";

/**
 * "Wrap in multi", "Add sub-grader…" and "Extract … to a file…", wherever in a grader one asks; unasked only at
 * its type.
 */
export const graderRefactorings: vscode.CodeActionProvider = {
  provideCodeActions(document, range, { triggerKind }) {
    const outer = graderAround(document, range.start);
    if (!outer) return [];
    const inner = innermostAt(outer, range.start);
    const isMeant = ({ grader }: OpenGrader) =>
      grader.type !== undefined &&
      (triggerKind === vscode.CodeActionTriggerKind.Invoke ||
        toRange(document, grader.json.rangeOfMember(["type"])).intersection(range) !== undefined);
    return [...(isMeant(inner) ? extractActions(inner) : []), ...(isMeant(outer) ? multiActions(outer) : [])];
  },
};

function extractActions({ grader, uri }: OpenGrader): vscode.CodeAction[] {
  const part = partTitle(grader);
  if (part === undefined) return [];
  const title = vscode.l10n.t("Extract {0} to a file…", part);
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.RefactorExtract);
  action.command = { command: "graders.extractGrader", title, arguments: [uri] };
  return [action];
}

function multiActions({ document, grader, uri }: OpenGrader): vscode.CodeAction[] {
  if (grader.type !== "multi") return wrapAction(document, wrapInMulti(grader));
  const title = vscode.l10n.t("Add sub-grader…");
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.RefactorRewrite);
  action.command = { command: "graders.addSubGrader", title, arguments: [uri] };
  return [action];
}

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
