import * as vscode from "vscode";
import { problemsInside } from "../../core/embeddedText/problemsInside";
import { DIAGNOSTIC_SEVERITIES, ProblemDiagnostic, SOURCE } from "../documents/problemDiagnostics";
import type { LinkedText } from "./linkedText";
import type { LinkedTexts } from "./linkedTexts";
import { inBackground } from "../platform/background";

/** Shows findings of a grader's text in its own editor too, as long as both say the same. */
export class SourceDiagnostics implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection(`${SOURCE}-sources`);
  private readonly disposables: vscode.Disposable[];

  constructor(private readonly linked: LinkedTexts) {
    this.disposables = [
      this.collection,
      linked.onDidChange((text) => inBackground(this.show(text))),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        const changed = new Set(uris.map(String));
        for (const text of linked.all) if (changed.has(text.link.document)) inBackground(this.show(text));
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.collection.delete(uri);
      }),
    ];
  }

  dispose(): void {
    vscode.Disposable.from(...this.disposables).dispose();
  }

  private async show(text: LinkedText): Promise<void> {
    const json = await text.read();
    if (json.kind !== "text" || !(await text.isInStep()) || this.linked.of(text.file.uri) !== text) return;
    const { document, path } = text.place;
    const problems = vscode.languages
      .getDiagnostics(document)
      .flatMap((diagnostic) => (diagnostic instanceof ProblemDiagnostic ? [diagnostic.problem] : []));
    const diagnostics = problemsInside(json.json, path, problems).map(({ problem, start, end }) => {
      const range = new vscode.Range(start.line, start.character, end.line, end.character);
      const diagnostic = new vscode.Diagnostic(
        range,
        problem.message,
        DIAGNOSTIC_SEVERITIES[problem.severity],
      );
      diagnostic.source = SOURCE;
      diagnostic.code = problem.code;
      return diagnostic;
    });
    this.collection.set(text.file.uri, diagnostics);
  }
}
