import * as vscode from "vscode";
import { isEval } from "../../core/grader/criteria";
import type { JsonPath } from "../../core/json/value";
import { iconless } from "../../core/linkless";
import { visibleName } from "../../core/visible";
import { gradersIn } from "../../core/validate/graders";
import { currentSample, type ChosenSample, type SampleChoices } from "../samples/sampleChoice";
import { later } from "../platform/background";
import { graderUri } from "../platform/graderUri";
import type { LastResults } from "../runs/lastResults";
import { sourceLenses } from "../sources/sourceLenses";
import { gradableOf, gradersOf, type OpenGrader } from "../documents/documentGraders";
import { isGraderDocument } from "../documents/graderDocuments";
import { toRange } from "../documents/ranges";

const TOGETHER_MS = 60;

/**
 * Validate · Run on Sample above a grader and its sub-graders, with the last result: of a grader file, a job,
 * an eval as a whole and each of its criteria.
 */
export class GraderLenses implements vscode.Disposable {
  /** Set by the entry, which has registered for us. */
  onDidRefresh: () => void = () => undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly disposables: vscode.Disposable[];

  /** @param changes what they say may be another after each */
  constructor(
    private readonly choices: SampleChoices,
    private readonly results: LastResults,
    changes: readonly vscode.Event<unknown>[],
  ) {
    this.disposables = changes.map((change) =>
      change(() => {
        this.refreshSoon();
      }),
    );
  }

  dispose(): void {
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.disposables).dispose();
  }

  /** Rows of a batch end many at once. */
  private refreshSoon(): void {
    this.timer ??= later(TOGETHER_MS, () => {
      this.timer = undefined;
      this.onDidRefresh();
    });
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    if (!isGraderDocument(document)) return [];
    const sample = await currentSample(this.choices, document.uri);
    const evals = gradableOf(document).filter(({ grader }) => isEval(grader.root));
    // All graders of an eval take the same sample: it is named once.
    const named = evals.length > 0 ? undefined : sampleCommand(sample);
    return [
      ...evals.flatMap((open) => this.lensesAt(open, [], sample, sampleCommand(sample))),
      ...gradersOf(document).flatMap((open) =>
        gradersIn(open.grader).flatMap(({ path, key }) =>
          this.lensesAt(open, path, sample, key === undefined ? named : undefined),
        ),
      ),
      ...gradersOf(document).flatMap(sourceLenses),
    ];
  }

  private lensesAt(
    { document, grader }: OpenGrader,
    path: JsonPath,
    sample: ChosenSample | undefined,
    choose: vscode.Command | undefined,
  ): readonly vscode.CodeLens[] {
    const { start } = grader.json.rangeOfKey(path);
    const range = toRange(document, { start, end: start });
    const uri = graderUri(document.uri, [...grader.base, ...path]);
    return [...actionsOf(), ...(choose ? [choose] : []), ...(sample ? this.resultOf(uri, sample) : [])].map(
      (command) => new vscode.CodeLens(range, { ...command, arguments: [uri] }),
    );
  }

  private resultOf(grader: vscode.Uri, sample: ChosenSample): readonly vscode.Command[] {
    const last = this.results.of(grader, sample);
    if (!last) return [];
    const { words, stale, record } = last;
    const when = new Date(record.time).toLocaleString(vscode.env.language);
    return [
      {
        title: stale ? vscode.l10n.t("$(history) {0} before the change", iconless(words)) : iconless(words),
        command: "graders.showResult",
        tooltip: vscode.l10n.t("{0}, {1}. Show this result", visibleName(record.sample.label), when),
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
    title: sample ? iconless(sample.label) : vscode.l10n.t("choose sample…"),
    command: "graders.chooseSample",
    tooltip: vscode.l10n.t("Choose what is graded"),
  };
}
