import * as vscode from "vscode";
import { readOpenGrader } from "../commands/openGrader";
import { isGraderDocument } from "./graderDocuments";
import { toRange } from "./ranges";

/** Validate · Run on Sample above a grader, with where its sample comes from. */
export class GraderLenses {
  /** Set by the entry, which has registered for us. */
  onDidRefresh: () => void = () => undefined;

  /** @param sampleLabel the remembered sample of a grader, in words */
  constructor(private readonly sampleLabel: (grader: vscode.Uri) => Promise<string | undefined>) {}

  refresh(): void {
    this.onDidRefresh();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    if (!isGraderDocument(document)) return [];
    const { grader } = readOpenGrader(document);
    if (!grader.root) return [];
    const { start } = grader.json.rangeOf([]);
    const range = toRange(document, { start, end: start });
    const label = (await this.sampleLabel(document.uri)) ?? vscode.l10n.t("choose sample…");
    const lens = (title: string, command: string, tooltip: string) =>
      new vscode.CodeLens(range, { title, command, tooltip, arguments: [document.uri] });
    return [
      lens(vscode.l10n.t("$(checklist) Validate"), "graders.validate", vscode.l10n.t("Check this grader")),
      lens(
        vscode.l10n.t("$(play) Run on Sample"),
        "graders.run",
        vscode.l10n.t("Grade one sample and show the result"),
      ),
      lens(label, "graders.chooseSample", vscode.l10n.t("Choose what is graded")),
    ];
  }
}
