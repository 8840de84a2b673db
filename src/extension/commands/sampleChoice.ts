import * as vscode from "vscode";
import type { LocatedSample } from "../../core/dataset/rows";
import { readJson, tryReadJson } from "../../core/json/read";
import type { Sample } from "../../core/sample/sample";
import { fileNameOf } from "../language/documentGraders";
import { documentUri } from "../platform/graderUri";
import { movedBy, type Rename } from "../platform/renames";
import type { PairedSamples } from "../results/graderSession";
import { readPairedSamples, readSamplesFile } from "../results/pairedSamples";
import { readSample, writeSample } from "../results/runRecord";

/** Where a grader's sample comes from; the last choice is remembered for each grader. */
export type SampleChoice =
  /** A row of the paired file. */
  | { readonly kind: "paired"; readonly index: number }
  /** A row of another file. */
  | { readonly kind: "file"; readonly uri: string; readonly index: number }
  /** A sample put together by hand: a typed output, a selection, a row given an output. */
  | { readonly kind: "made"; readonly row: string; readonly label: string };

/** A sample that is ready to be shown and graded. */
export interface ChosenSample {
  readonly sample: Sample;
  readonly label: string;
  readonly key: string;
  readonly index?: number;
}

export class SampleChoices {
  constructor(private readonly state: vscode.Memento) {}

  get(grader: vscode.Uri): SampleChoice | undefined {
    return this.state.get<SampleChoice>(stateName(grader));
  }

  remember(grader: vscode.Uri, choice: SampleChoice): Thenable<void> {
    return this.state.update(stateName(grader), choice);
  }

  /** Choices stay with their grader, and with the file of their row, when those are renamed. */
  async follow(rename: Rename): Promise<void> {
    for (const name of this.state.keys().filter((key) => key.startsWith(STATE))) {
      const choice = this.state.get<SampleChoice>(name);
      if (!choice) continue;
      const grader = vscode.Uri.parse(name.slice(STATE.length));
      const [moved, now] = [movedBy(rename, grader), movedChoice(rename, choice)];
      if (moved) await this.state.update(name, undefined);
      if (moved || now !== choice) await this.remember(moved ?? grader, now);
    }
  }
}

function movedChoice(rename: Rename, choice: SampleChoice): SampleChoice {
  if (choice.kind !== "file") return choice;
  const moved = movedBy(rename, vscode.Uri.parse(choice.uri));
  return moved ? { ...choice, uri: moved.toString() } : choice;
}

const STATE = "sample:";

/** All graders of a document grade the same sample. */
const stateName = (grader: vscode.Uri) => `${STATE}${documentUri(grader).toString()}`;

/** The sample that Run would take without asking; a samples file that can't be read is told of by Run. */
export async function currentSample(
  choices: SampleChoices,
  grader: vscode.Uri,
): Promise<ChosenSample | undefined> {
  return chosenSample(choices, grader, await readPairedSamples(grader).catch(() => undefined));
}

/** The remembered sample of a grader, else the first of its file. */
export async function chosenSample(
  choices: SampleChoices,
  grader: vscode.Uri,
  paired: PairedSamples | undefined,
): Promise<ChosenSample | undefined> {
  const choice = choices.get(grader);
  return (choice && (await resolveChoice(choice, paired))) ?? (paired && rowChoice(paired, 0));
}

/** The sample that a choice means now; undefined where its row or file is gone. */
export async function resolveChoice(
  choice: SampleChoice,
  paired: PairedSamples | undefined,
): Promise<ChosenSample | undefined> {
  switch (choice.kind) {
    case "paired":
      return paired && rowChoice(paired, choice.index);
    case "file": {
      const file = await readSamplesFile(vscode.Uri.parse(choice.uri)).catch(() => undefined);
      return file && fileRowChoice(file, choice.index);
    }
    case "made":
      return { sample: readSample({ ...choice, key: "" }), label: choice.label, key: `made ${choice.row}` };
  }
}

/** A row of the paired file. */
export function rowChoice({ rows }: PairedSamples, index: number): ChosenSample | undefined {
  const row = rows[index];
  if (!row) return undefined;
  return { sample: row.sample, label: rowLabel(row, rows.length), key: `row ${index}`, index };
}

export function fileRowChoice({ uri, rows }: PairedSamples, index: number): ChosenSample | undefined {
  const row = rows[index];
  if (!row) return undefined;
  const label = vscode.l10n.t("{0} of {1}", rowLabel(row, rows.length), fileNameOf(uri));
  return { sample: row.sample, label, key: `${uri.toString()} ${index}` };
}

function rowLabel({ index, sample }: LocatedSample, count: number): string {
  const name = sample.name === undefined ? "" : ` “${sample.name}”`;
  return `${vscode.l10n.t("sample {0} of {1}", index + 1, count)}${name}`;
}

/** A sample with this output on the row of another one. */
export function madeChoice(text: string, base: Sample | undefined, label: string): SampleChoice {
  const sample: Sample = { item: base?.item ?? new Map(), output: { kind: "text", text } };
  return { kind: "made", row: writeSample(sample), label };
}

export function madeItem(text: string): Sample["item"] | undefined {
  return tryReadJson(text) === undefined ? undefined : readJson(text);
}
