import * as vscode from "vscode";
import { gradersIn, type FoundGrader } from "../../core/validate/graders";
import { readOpenGrader, type OpenGrader } from "../commands/openGrader";
import { currentSample, type ChosenSample, type SampleChoices } from "../commands/sampleChoice";
import { graderUri } from "../platform/graderUri";
import type { LastResults } from "../results/lastResults";
import { isGraderDocument } from "./graderDocuments";
import { toRange } from "./ranges";

/** Validate · Run on Sample above a grader and its sub-graders, with the last result. */
export class GraderLenses {
  /** Set by the entry, which has registered for us. */
  onDidRefresh: () => void = () => undefined;

  constructor(
    private readonly choices: SampleChoices,
    private readonly results: LastResults,
  ) {}

  refresh(): void {
    this.onDidRefresh();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    if (!isGraderDocument(document)) return [];
    const open = readOpenGrader(document);
    const sample = await currentSample(this.choices, open.uri);
    return gradersIn(open.grader).flatMap((found) => this.lensesOf(open, found, sample));
  }

  private lensesOf(
    { document, grader }: OpenGrader,
    found: FoundGrader,
    sample: ChosenSample | undefined,
  ): readonly vscode.CodeLens[] {
    const { start } = grader.json.rangeOfKey(found.path);
    const range = toRange(document, { start, end: start });
    const uri = graderUri(document.uri, [...grader.base, ...found.path]);
    return [
      ...actionsOf(),
      ...(found.key === undefined ? [sampleCommand(sample)] : []),
      ...(sample ? this.resultOf(uri, sample) : []),
    ].map((command) => new vscode.CodeLens(range, { ...command, arguments: [uri] }));
  }

  private resultOf(grader: vscode.Uri, sample: ChosenSample): readonly vscode.Command[] {
    const last = this.results.of(grader, sample);
    if (!last) return [];
    const { words, stale, record } = last;
    const when = new Date(record.time).toLocaleString(vscode.env.language);
    return [
      {
        title: stale ? vscode.l10n.t("$(history) {0} before the change", words) : words,
        command: "graders.showResult",
        tooltip: vscode.l10n.t("{0}, {1}. Show this result", record.sample.label, when),
      },
    ];
  }
}

function actionsOf(): readonly vscode.Command[] {
  return [
    {
      title: vscode.l10n.t("$(checklist) Validate"),
      command: "graders.validate",
      tooltip: vscode.l10n.t("Check this grader"),
    },
    {
      title: vscode.l10n.t("$(play) Run on Sample"),
      command: "graders.run",
      tooltip: vscode.l10n.t("Grade one sample and show the result"),
    },
  ];
}

function sampleCommand(sample: ChosenSample | undefined): vscode.Command {
  return {
    title: sample?.label ?? vscode.l10n.t("choose sample…"),
    command: "graders.chooseSample",
    tooltip: vscode.l10n.t("Choose what is graded"),
  };
}
