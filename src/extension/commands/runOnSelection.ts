import * as vscode from "vscode";
import type { RunResult } from "../../core/result/runResult";
import { fileNameOf } from "../documents/documentGraders";
import { EMBEDDING_PATTERN, GRADER_PATTERN } from "../documents/selectors";
import { UserError } from "../platform/userError";
import { chosenSample, madeChoice, type SampleChoices } from "../samples/sampleChoice";
import { selectedText } from "../samples/chooseSample";
import { openGrader } from "../documents/openGrader";
import type { GraderRuns } from "../runs/graderRuns";
import { readPairedSamples } from "../samples/pairedSamples";
import { pick } from "../platform/ask";

/** Grades the text selected in any editor as a model's output, on the data row that the grader last had. */
export async function runOnSelection(
  runs: GraderRuns,
  choices: SampleChoices,
  shown: vscode.Uri | undefined,
): Promise<RunResult | undefined> {
  const text = selectedText();
  if (text === undefined) throw new UserError(vscode.l10n.t("Select the model's output in an editor first."));
  const grader = await pickGrader(shown);
  if (!grader) return undefined;
  const open = await openGrader(grader);
  const base = await chosenSample(choices, open.uri, await readPairedSamples(open.uri));
  return runs.runChoice(open, madeChoice(text, base?.sample, vscode.l10n.t("selected text")));
}

/** The grader in the panel, or a visible one, else any of the workspace. */
async function pickGrader(shown: vscode.Uri | undefined): Promise<vscode.Uri | undefined> {
  const found = [GRADER_PATTERN, EMBEDDING_PATTERN].map((pattern) =>
    vscode.workspace.findFiles(pattern, "**/node_modules/**", 200),
  );
  const files = (await Promise.all(found)).flat();
  const uris = [...(shown ? [shown] : []), ...files.filter((uri) => uri.toString() !== shown?.toString())];
  if (uris.length <= 1) {
    if (uris[0]) return uris[0];
    throw new UserError(vscode.l10n.t("This workspace has no grader file such as NAME.grader.json."));
  }
  const picked = await pick(
    uris.map((uri) => ({ label: fileNameOf(uri), description: vscode.workspace.asRelativePath(uri), uri })),
    { title: vscode.l10n.t("Grader for the selected text") },
  );
  return picked?.uri;
}
