import * as vscode from "vscode";
import { extractGrader } from "../../core/create/extractGrader";
import { pickGrader } from "../documents/openGrader";
import { fileChoice, type SampleChoices } from "../samples/sampleChoice";
import { fileNameOf, gradersOf, titleOf, type OpenGrader } from "../documents/documentGraders";
import { readPairedSamples } from "../samples/pairedSamples";
import { UserError } from "../platform/userError";
import { makeFiles } from "./newFiles";
import { innermostAt, partsOf } from "./parts";
import { choosePlace } from "./place";
import { tellOfGrader } from "./tellOfGrader";

/**
 * Extract Grader: writes a grader that is a part of its document (a job's, a criterion, a sub-grader) to a file of
 * its own beside it, and shows it. The document stays as it is: nothing can stand there for a file.
 *
 * @param at the cursor, which says which part is meant; absent: the grader itself
 * @returns the new grader's URI; undefined when the user leaves
 */
export async function extractToFile(
  open: OpenGrader,
  at: vscode.Position | undefined,
  choices: SampleChoices,
): Promise<vscode.Uri | undefined> {
  const title = vscode.l10n.t("Extract Grader");
  const part = await choosePart(at ? innermostAt(open, at) : open, title);
  const extracted = extractGrader(part.grader);
  if (extracted.kind === "refused") throw new UserError(extracted.reason);
  const place = await choosePlace(part.document.uri);
  if (!place) return undefined;
  const { text: grader, stem, ending } = extracted;
  const made = await makeFiles(place, { title, stem, ending, grader });
  if (!made) return undefined;
  await keepSample(part.uri, made.uri, choices);
  tellOfGrader(made.uri, part.grader.type);
  vscode.window.setStatusBarMessage(
    vscode.l10n.t("{0} is a copy: {1} keeps its own grader.", fileNameOf(made.uri), fileNameOf(part.uri)),
    5000,
  );
  return made.uri;
}

/** Of a whole file one of its parts. @throws UserError where it has none */
async function choosePart(open: OpenGrader, title: string): Promise<OpenGrader> {
  if (open.grader.base.length > 0) return open;
  const parts = gradersOf(open.document).flatMap(partsOf);
  const [first, ...others] = parts;
  if (!first) {
    const name = titleOf(open);
    throw new UserError(
      vscode.l10n.t("{0} is a file of its own already, and has no part that could be one.", name),
    );
  }
  return others.length === 0 ? first : pickGrader(parts, title);
}

/** Run takes the sample that it took where the grader stood, if no samples pair with the new file. */
async function keepSample(from: vscode.Uri, to: vscode.Uri, choices: SampleChoices): Promise<void> {
  const pairedOf = (uri: vscode.Uri) => readPairedSamples(uri).catch(() => undefined);
  if (await pairedOf(to)) return;
  const choice = choices.get(from);
  if (choice && choice.kind !== "paired") return choices.remember(to, choice);
  const paired = await pairedOf(from);
  const index = choice?.index ?? 0;
  if (paired) await choices.remember(to, fileChoice(paired, index));
}
