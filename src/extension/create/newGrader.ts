import * as vscode from "vscode";
import { stemFrom } from "../../core/create/fileName";
import { makeGrader } from "../../core/create/newGrader";
import { inferFields } from "../../core/create/sampleFields";
import { snippetOf } from "../../core/create/snippets";
import { GRADER_TYPES, type GraderType } from "../../core/grader/types";
import { writePrettyJson } from "../../core/json/write";
import { readPairedSamples, readSamplesFile } from "../samples/pairedSamples";
import { fileChoice, type SampleChoices } from "../samples/sampleChoice";
import { chooseType } from "./chooseType";
import { makeFiles } from "./newFiles";
import { choosePlace } from "./place";
import { chooseSamples, stemOfSamples, type SampleSource } from "./sampleSource";
import { tellOfGrader } from "./tellOfGrader";

/**
 * Asks for type, samples and name, and makes a grader that runs on the samples.
 * @returns its URI; undefined when the user leaves, and then nothing is made
 */
export async function newGrader(argument: unknown, choices: SampleChoices): Promise<vscode.Uri | undefined> {
  const title = vscode.l10n.t("New Grader");
  const type = await chooseType(title, GRADER_TYPES);
  if (!type) return undefined;
  const place = await choosePlace(argument);
  if (!place) return undefined;
  const source = await chooseSamples(title, place.folder);
  if (!source) return undefined;
  const document = await makeFiles(place, {
    title,
    stem: stemOfSamples(source) ?? stemOfType(type),
    grader: `${writePrettyJson(makeGrader(type, inferFields(source.samples)))}\n`,
    ...(source.text !== undefined && { samples: source.text }),
  });
  if (!document) return undefined;
  await rememberSource(document.uri, source, choices);
  tellOfGrader(document.uri, type);
  return document.uri;
}

/** What a grader of a type is for, as a file name. */
function stemOfType(type: GraderType): string {
  const { name } = snippetOf(type);
  return stemFrom(typeof name === "string" ? name : "", type);
}

/** Samples that do not pair with the grader by their name are chosen, so that Run takes them. */
async function rememberSource(
  grader: vscode.Uri,
  { file, samples }: SampleSource,
  choices: SampleChoices,
): Promise<void> {
  if (!file) return;
  const paired = await readPairedSamples(grader);
  if (paired?.uri.toString() === file.toString()) return;
  const withOutput = samples.findIndex(({ output }) => output.kind !== "none");
  await choices.remember(grader, fileChoice(await readSamplesFile(file), Math.max(withOutput, 0)));
}
