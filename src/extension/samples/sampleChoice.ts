import * as vscode from "vscode";
import { readWrittenRow, writeRow } from "../../core/dataset/row";
import type { LocatedSample } from "../../core/dataset/rows";
import { readJson, tryReadJson } from "../../core/json/read";
import type { RowId } from "../../core/runs/rowId";
import type { Sample } from "../../core/sample/sample";
import { fileNameOf } from "../documents/documentGraders";
import { documentUri } from "../platform/graderUri";
import { movedBy, type Rename } from "../platform/renames";
import { indexOfRow, readPairedSamples, readSamplesFile, rowIdAt, rowIdOf } from "./pairedSamples";
import type { PairedSamples } from "./pairedSamples";

/** Where a grader's sample comes from; the last choice is remembered for each grader. */
export type SampleChoice =
  /** A row of the paired file. */
  | ({ readonly kind: "paired" } & RowPlace)
  /** A row of another file. */
  | ({ readonly kind: "file"; readonly uri: string } & RowPlace)
  /** A sample put together by hand: a typed output, a selection, a row given an output. */
  | { readonly kind: "made"; readonly row: string; readonly label: string };

/** A row of a file: itself wherever it has moved to, or what stands in its place now that it was changed. */
interface RowPlace {
  readonly id?: RowId;
  readonly index: number;
}

/** A sample that is ready to be shown and graded. */
export interface ChosenSample {
  readonly sample: Sample;
  readonly label: string;
  /** What its results belong to. */
  readonly id: RowId;
  /** Whether it is a row of the paired file. */
  readonly paired: boolean;
}

export class SampleChoices implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** Some grader's Run takes another sample than before. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly state: vscode.Memento) {}

  get(grader: vscode.Uri): SampleChoice | undefined {
    return this.state.get<SampleChoice>(stateName(grader));
  }

  async remember(grader: vscode.Uri, choice: SampleChoice): Promise<void> {
    await this.state.update(stateName(grader), choice);
    this.changed.fire();
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

  dispose(): void {
    this.changed.dispose();
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
  return (choice && (await resolveChoice(choice, paired))) ?? (paired && rowAt(paired, 0));
}

/** The sample that a choice means now; undefined where its row or file is gone. */
export async function resolveChoice(
  choice: SampleChoice,
  paired: PairedSamples | undefined,
): Promise<ChosenSample | undefined> {
  switch (choice.kind) {
    case "paired":
      return paired && rowAt(paired, indexNow(paired, choice));
    case "file": {
      const file = await readSamplesFile(vscode.Uri.parse(choice.uri)).catch(() => undefined);
      return file && fileRowAt(file, indexNow(file, choice));
    }
    case "made": {
      const sample = readWrittenRow(choice.row);
      return { sample, label: choice.label, id: rowIdOf(sample), paired: false };
    }
  }
}

function indexNow(samples: PairedSamples, { id, index }: RowPlace): number {
  return (id === undefined ? undefined : indexOfRow(samples, id, index)) ?? index;
}

/** A row of the paired file as a choice. */
export function pairedChoice(paired: PairedSamples, index: number): SampleChoice {
  return { kind: "paired", ...placeOf(paired, index) };
}

/** A row of another file as a choice. */
export function fileChoice(file: PairedSamples, index: number): SampleChoice {
  return { kind: "file", uri: file.uri.toString(), ...placeOf(file, index) };
}

function placeOf(samples: PairedSamples, index: number): RowPlace {
  const id = rowIdAt(samples, index);
  return { index, ...(id !== undefined && { id }) };
}

/** A row of the paired file. */
export function rowAt(paired: PairedSamples, index: number): ChosenSample | undefined {
  const row = paired.rows[index];
  const id = rowIdAt(paired, index);
  if (!row || id === undefined) return undefined;
  return { sample: row.sample, label: rowLabel(row, paired), id, paired: true };
}

function fileRowAt(file: PairedSamples, index: number): ChosenSample | undefined {
  const row = rowAt(file, index);
  if (!row) return undefined;
  return { ...row, label: vscode.l10n.t("{0} of {1}", row.label, fileNameOf(file.uri)), paired: false };
}

function rowLabel({ index, sample }: LocatedSample, { rows, isWhole }: PairedSamples): string {
  const name = sample.name === undefined ? "" : ` “${sample.name}”`;
  const number = isWhole
    ? vscode.l10n.t("sample {0} of {1}", index + 1, rows.length)
    : vscode.l10n.t("sample {0}", index + 1);
  return `${number}${name}`;
}

/** A sample with this output on the row of another one. */
export function madeChoice(text: string, base: Sample | undefined, label: string): SampleChoice {
  const sample: Sample = { item: base?.item ?? new Map(), output: { kind: "text", text } };
  return { kind: "made", row: writeRow(sample), label };
}

export function madeItem(text: string): Sample["item"] | undefined {
  return tryReadJson(text) === undefined ? undefined : readJson(text);
}
