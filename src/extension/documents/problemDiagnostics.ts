import * as vscode from "vscode";
import type { Problem, Severity } from "../../core/validate/problem";
import { explainUri } from "./lintUris";
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
    this.code = { value: problem.code, target: explainUri(problem.code) };
  }
}
