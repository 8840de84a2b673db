import * as vscode from "vscode";
import type { Problem, Severity } from "../../core/validate/problem";
import { toRange } from "./ranges";

/** What marks a diagnostic as ours. */
export const SOURCE = "graders";

export const DIAGNOSTIC_SEVERITIES: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** A diagnostic that still knows its problem, for quick fixes. */
export class ProblemDiagnostic extends vscode.Diagnostic {
  constructor(
    document: vscode.TextDocument,
    readonly problem: Problem,
  ) {
    super(toRange(document, problem.range), problem.message, DIAGNOSTIC_SEVERITIES[problem.severity]);
    this.source = SOURCE;
    this.code = problem.code;
  }
}

/** The quick fixes of problems at a place. */
export const problemFixes: vscode.CodeActionProvider = {
  provideCodeActions(document, range) {
    return vscode.languages
      .getDiagnostics(document.uri)
      .filter((diagnostic) => diagnostic instanceof ProblemDiagnostic)
      .filter((diagnostic) => diagnostic.range.intersection(range))
      .flatMap((diagnostic) => fixesOf(document, diagnostic));
  },
};

function fixesOf(document: vscode.TextDocument, diagnostic: ProblemDiagnostic): readonly vscode.CodeAction[] {
  return (diagnostic.problem.fixes ?? []).map(({ title, edits }, index) => {
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.edit = new vscode.WorkspaceEdit();
    for (const { range, newText } of edits)
      action.edit.replace(document.uri, toRange(document, range), newText);
    action.diagnostics = [diagnostic];
    action.isPreferred = index === 0;
    return action;
  });
}
