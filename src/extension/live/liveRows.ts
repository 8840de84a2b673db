import type * as vscode from "vscode";
import type { Grader } from "../../core/grader/types";
import { fromPlain, isObject, type JsonObject } from "../../core/json/value";
import { whyNotGraded } from "../../core/runs/neededOutput";
import { currentSample, type SampleChoices } from "../samples/sampleChoice";
import { writeRow } from "../../core/dataset/row";
import { readPairedSamples, type PairedSamples } from "../samples/pairedSamples";

/** Rows that are compared with the saved grader, if they are not too long. */
const MOST_ROWS = 200;
const MOST_CHARACTERS = 4_000_000;

/** The sample that Run would take, as JSON text; undefined where there is none, or the grader lacks its output. */
export async function currentRow(
  choices: SampleChoices,
  document: vscode.Uri,
  grader: Grader,
): Promise<string | undefined> {
  const chosen = await currentSample(choices, document);
  return chosen && !whyNotGraded(rootOf(grader), chosen.sample) ? writeRow(chosen.sample) : undefined;
}

/** The first rows of the file beside a document that a grader can grade, as they are written there. */
export async function firstRows(document: vscode.Uri, grader: Grader): Promise<readonly string[]> {
  const paired = await readPairedSamples(document).catch(() => undefined);
  return paired ? textsOf(paired, rootOf(grader)) : [];
}

function rootOf(grader: Grader): JsonObject {
  const root = fromPlain(grader);
  return isObject(root) ? root : new Map();
}

function textsOf({ text, rows }: PairedSamples, grader: JsonObject): readonly string[] {
  const found: string[] = [];
  let characters = 0;
  for (const { range, sample } of rows) {
    if (found.length === MOST_ROWS) break;
    if (whyNotGraded(grader, sample)) continue;
    characters += range.end - range.start;
    if (characters > MOST_CHARACTERS) break;
    found.push(text.slice(range.start, range.end));
  }
  return found;
}
