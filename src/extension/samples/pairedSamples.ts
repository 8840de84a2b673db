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

/** The rows' ids, in the rows' order. */
export const rowIdsOf = oncePer(({ rows }: PairedSamples): readonly RowId[] => {
  const ids = new RowIds(hashText);
  return rows.map(({ sample }) => ids.of(sample));
});

/** Of a sample that is in no file. */
export function rowIdOf(sample: Sample): RowId {
  return new RowIds(hashText).of(sample);
}

const indices = oncePer((paired: PairedSamples) => new Map(rowIdsOf(paired).map((id, index) => [id, index])));

/** Where a row stands now; undefined where it is not in the file any more. */
export function indexOfRow(paired: PairedSamples, id: RowId): number | undefined {
  return indices(paired).get(id);
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
  const paired = readSamplesInSlices(text, uri.path, inSlices).then(({ samples, problems }) => ({
    uri,
    text,
    rows: samples,
    problems,
    isWhole,
  }));
  lastRead.delete(key);
  lastRead.set(key, { text, paired });
  for (const oldest of lastRead.keys()) if (lastRead.size > MOST_FILES) lastRead.delete(oldest);
  return paired;
}
