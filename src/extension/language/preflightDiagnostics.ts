import * as vscode from "vscode";
import { CODES } from "../../core/validate/codes";
import type { PreflightFinding } from "../../core/preflight/check";
import type { Activities } from "../runs/activities";
import { preflightUris } from "../runs/preflightFiles";
import type { Preflighted } from "../runs/activity";
import type { OpenGrader } from "../documents/documentGraders";
import { DIAGNOSTIC_SEVERITIES, SOURCE } from "../documents/problemDiagnostics";

/** What validating finds has its entries in Problems already. */
const LINT_CODES: ReadonlySet<string> = new Set(CODES.map(({ code }) => code));

/** What the last preflight found in grader, rows and job, in Problems; a file that is edited loses its entries. */
export class PreflightDiagnostics implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection("graders.preflight");
  private readonly disposables: vscode.Disposable[];

  constructor(activities: Activities) {
    this.disposables = [
      this.collection,
      activities.onEvent((event) => {
        if (event.phase === "ended" && event.came?.kind === "preflight")
          this.show(event.came.open, event.came.preflighted);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && this.collection.has(document.uri))
          this.collection.delete(document.uri);
      }),
    ];
  }

  dispose(): void {
    vscode.Disposable.from(...this.disposables).dispose();
  }

  /** Replaces what was found before, in whatever file. */
  private show({ uri }: OpenGrader, { result, choice }: Preflighted): void {
    const uris = preflightUris(uri, choice);
    const findings = result.checks
      .flatMap((check) => check.findings)
      .filter(({ code }) => !LINT_CODES.has(code));
    const entries = new Map<string, [vscode.Uri, vscode.Diagnostic[]]>();
    for (const finding of findings) {
      const file = uris[finding.place.file];
      const known = entries.get(file.toString()) ?? [file, []];
      known[1].push(diagnosticOf(finding));
      entries.set(file.toString(), known);
    }
    this.collection.clear();
    for (const [file, diagnostics] of entries.values()) this.collection.set(file, diagnostics);
  }
}

function diagnosticOf({ code, severity, message, place }: PreflightFinding): vscode.Diagnostic {
  const { line, column, endColumn = column + 1 } = place;
  const range = new vscode.Range(line - 1, column - 1, line - 1, endColumn - 1);
  const diagnostic = new vscode.Diagnostic(range, message, DIAGNOSTIC_SEVERITIES[severity]);
  diagnostic.source = SOURCE;
  diagnostic.code = code;
  return diagnostic;
}
