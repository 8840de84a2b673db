import * as vscode from "vscode";
import { readSamplesInSlices, type LocatedSample } from "../../core/dataset/rows";
import { pairedSamplesNames } from "../../core/grader/fileNames";
import { oncePer } from "../../core/remember";
import { RowIds, type RowId } from "../../core/runs/rowId";
import type { Sample } from "../../core/sample/sample";
import type { Problem } from "../../core/validate/problem";
import { RowValues } from "../../core/validate/rowValues";
import { hashText } from "../../node/hashText";
import { inSlices } from "../../node/slices";
import { documentUri } from "../platform/graderUri";
import type { Head } from "../../node/files/readHead";
import { readFirstLines, readText } from "../platform/readText";
import { UserError } from "../platform/userError";

/** The samples file that pairs with a grader, as last read. */
export interface PairedSamples {
  readonly uri: vscode.Uri;
  /** The file's text, which the rows' ranges count in. */
  readonly text: string;
  /** What stands for a line that can't be read is among them: it is told, and nothing grades it. */
  readonly rows: readonly LocatedSample[];
  readonly problems: readonly Problem[];
  /** Whether these are all rows: of a long file only the first are read, for what is shown while a grader is edited. */
  readonly isWhole: boolean;
}

const MB = 1024 * 1024;
/** Rows of that many bytes take some ten times as much memory, and a batch of the strip fits in. */
const LIMITS = { whole: 8 * MB, head: 2 * MB };

/** The samples file beside a grader, unsaved changes included; undefined where there is none. */
export async function readPairedSamples(grader: vscode.Uri): Promise<PairedSamples | undefined> {
  for (const name of pairedSamplesNames(grader.path)) {
    const uri = vscode.Uri.joinPath(documentUri(grader), "..", name);
    const read = await readSamplesText(uri);
    if (read) return samplesOf(uri, read);
  }
  return undefined;
}

/** @throws UserError where the file can't be read */
export async function readSamplesFile(uri: vscode.Uri): Promise<PairedSamples> {
  const read = await readSamplesText(uri);
  if (!read) throw new UserError(vscode.l10n.t("{0} does not exist.", uri.fsPath));
  return samplesOf(uri, read);
}

/** A JSON array has no lines that stand for themselves. */
async function readSamplesText(uri: vscode.Uri): Promise<Head | undefined> {
  if (!uri.path.endsWith(".json")) return readFirstLines(uri, LIMITS);
  const text = await readText(uri);
  return text === undefined ? undefined : { text, isWhole: true };
}

/** Where a grader's variables have values in its rows. */
export function rowValuesOf(paired: PairedSamples | undefined): RowValues | undefined {
  return paired && valuesOf(paired);
}

const valuesOf = oncePer(
  ({ rows, isWhole }: PairedSamples) =>
    new RowValues(
      rows.map(({ sample }) => sample),
      isWhole,
    ),
);

/** Ids are worked out as far as they are asked for: of a long file that takes half a second. */
class FileRowIds {
  private readonly next = new RowIds(hashText);
  private readonly ids: RowId[] = [];
  private readonly indices = new Map<RowId, number>();

  constructor(private readonly rows: PairedSamples["rows"]) {}

  at(index: number): RowId | undefined {
    while (this.ids.length <= index && this.readOne());
    return this.ids[index];
  }

  /** The position that is tried first saves the look through the file. */
  indexOf(id: RowId, likely: number): number | undefined {
    if (this.at(likely) === id) return likely;
    while (!this.indices.has(id) && this.readOne());
    return this.indices.get(id);
  }

  private readOne(): boolean {
    const index = this.ids.length;
    const row = this.rows[index];
    if (!row) return false;
    const id = this.next.of(row.sample);
    this.ids.push(id);
    this.indices.set(id, index);
    return true;
  }
}

const idsOf = oncePer(({ rows }: PairedSamples) => new FileRowIds(rows));

/** The id of a row by its position; undefined where there is no such row. */
export function rowIdAt(samples: PairedSamples, index: number): RowId | undefined {
  return idsOf(samples).at(index);
}

/** Those of the first rows, in their order. */
export function firstRowIds(samples: PairedSamples, most: number): readonly RowId[] {
  const count = Math.min(most, samples.rows.length);
  return Array.from({ length: count }, (_, index) => rowIdAt(samples, index) ?? "");
}

/** Of a sample that is in no file. */
export function rowIdOf(sample: Sample): RowId {
  return new RowIds(hashText).of(sample);
}

/** Where a row stands now; undefined where it is not in the file any more. @param likely where it most likely is */
export function indexOfRow(samples: PairedSamples, id: RowId, likely = 0): number | undefined {
  return idsOf(samples).indexOf(id, likely);
}

interface ReadFile {
  readonly text: string;
  readonly paired: Promise<PairedSamples>;
}

/** The files read last: completion and checks ask for the same rows at every key. */
const lastRead = new Map<string, ReadFile>();
const MOST_FILES = 4;

function samplesOf(uri: vscode.Uri, { text, isWhole }: Head): Promise<PairedSamples> {
  const key = uri.toString();
  const known = lastRead.get(key);
  if (known?.text === text) return known.paired;
  const paired = readSamplesInSlices(text, uri.path, inSlices).then(({ rows, problems }) => ({
    uri,
    text,
    rows,
    problems,
    isWhole,
  }));
  lastRead.delete(key);
  lastRead.set(key, { text, paired });
  for (const oldest of lastRead.keys()) if (lastRead.size > MOST_FILES) lastRead.delete(oldest);
  return paired;
}
