import type * as vscode from "vscode";
import { oncePer } from "../../core/remember";
import { currentSample, type SampleChoices } from "../samples/sampleChoice";
import { writeRow } from "../../core/dataset/row";
import { readPairedSamples, type PairedSamples } from "../samples/pairedSamples";

/** Rows that are compared with the saved grader, if they are not too long. */
const MOST_ROWS = 200;
const MOST_CHARACTERS = 4_000_000;

/** The sample that Run would take, as JSON text; undefined where there is none, or it has no output. */
export async function currentRow(choices: SampleChoices, grader: vscode.Uri): Promise<string | undefined> {
  const chosen = await currentSample(choices, grader);
  return chosen && chosen.sample.output.kind !== "none" ? writeRow(chosen.sample) : undefined;
}

/** The first rows with an output of the file beside a grader, as they are written there. */
export async function firstRows(grader: vscode.Uri): Promise<readonly string[]> {
  const paired = await readPairedSamples(grader).catch(() => undefined);
  return paired ? textsOf(paired) : [];
}

const textsOf = oncePer(({ text, rows }: PairedSamples): readonly string[] => {
  const found: string[] = [];
  let characters = 0;
  for (const { range, sample } of rows) {
    if (found.length === MOST_ROWS) break;
    if (sample.output.kind === "none") continue;
    characters += range.end - range.start;
    if (characters > MOST_CHARACTERS) break;
    found.push(text.slice(range.start, range.end));
  }
  return found;
});
