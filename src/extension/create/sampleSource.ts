import * as vscode from "vscode";
import { EXAMPLE_SAMPLES } from "../../core/create/exampleSamples";
import { readSamples } from "../../core/dataset/rows";
import { isSamplesFileName, samplesStem } from "../../core/grader/fileNames";
import type { Sample } from "../../core/sample/sample";
import { isReadable } from "../../core/sample/output";
import { fileNameOf } from "../documents/documentGraders";
import { UserError } from "../platform/userError";
import { readSamplesFile } from "../samples/pairedSamples";
import { pick } from "../platform/ask";

/** What a new grader is made for. */
export interface SampleSource {
  readonly samples: readonly Sample[];
  /** The file that the samples stand in; absent where they are to be made. */
  readonly file?: vscode.Uri;
  /** The text of samples that are to be made. */
  readonly text?: string;
}

interface SourceItem extends vscode.QuickPickItem {
  readonly read?: () => Promise<SampleSource | undefined>;
}

const SAMPLES_PATTERN = "**/*.{jsonl,ndjson,samples.json}";
const NOT_SAMPLES = "**/{node_modules,.graders,.git}/**";
const MOST_FILES = 200;

/**
 * Asks for samples: a file of the workspace, those nearest to the folder first, any other file, or two examples.
 * @returns undefined when the user leaves
 */
export async function chooseSamples(title: string, folder: vscode.Uri): Promise<SampleSource | undefined> {
  const files = await samplesFiles(folder);
  const items: SourceItem[] = [
    ...(files.length > 0 ? [separator(vscode.l10n.t("samples of this workspace"))] : []),
    ...files.map((uri) => ({
      label: `$(file) ${fileNameOf(uri)}`,
      description: folderWords(uri),
      read: () => readSource(uri),
    })),
    separator(""),
    {
      label: vscode.l10n.t("$(sparkle) Make two example samples"),
      description: vscode.l10n.t("a right answer and a wrong one"),
      read: () => Promise.resolve(EXAMPLES),
    },
    {
      label: vscode.l10n.t("$(folder-opened) Pick another file…"),
      description: "JSONL, JSON",
      read: () => pickFile(folder),
    },
  ];
  const picked = await pick(items, {
    title,
    placeHolder: vscode.l10n.t("Which outputs will it grade? Their fields go into the grader."),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return picked?.read?.();
}

/** The folders between the workspace and a file. */
function folderWords(uri: vscode.Uri): string {
  const path = vscode.workspace.asRelativePath(uri);
  return path.slice(0, Math.max(path.lastIndexOf("/"), 0));
}

function separator(label: string): SourceItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

const EXAMPLES: SampleSource = {
  samples: readSamples(EXAMPLE_SAMPLES, "x.samples.jsonl").samples.map(({ sample }) => sample),
  text: EXAMPLE_SAMPLES,
};

/** The active one first, then those in the folder, then those whose name says that they are samples. */
async function samplesFiles(folder: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const found = await vscode.workspace.findFiles(SAMPLES_PATTERN, NOT_SAMPLES, MOST_FILES);
  const active = vscode.window.activeTextEditor?.document.uri.toString();
  const rank = (uri: vscode.Uri) => {
    if (uri.toString() === active) return 0;
    const isNear = vscode.Uri.joinPath(uri, "..").toString() === folder.toString();
    return (isNear ? 1 : 3) + (isSamplesFileName(uri.path) ? 0 : 1);
  };
  return found
    .filter((uri) => !uri.path.endsWith(".judge.jsonl"))
    .sort((a, b) => rank(a) - rank(b) || a.path.localeCompare(b.path));
}

async function pickFile(folder: vscode.Uri): Promise<SampleSource | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t("Samples file"),
      filters: { JSONL: ["jsonl", "ndjson", "json"] },
      ...(folder.scheme === "file" && { defaultUri: folder }),
    })) ?? [];
  return uri && readSource(uri);
}

/** @throws UserError where the file has no row that can be read */
async function readSource(file: vscode.Uri): Promise<SampleSource> {
  const { rows: all, problems } = await readSamplesFile(file);
  const rows = all.filter(({ sample }) => isReadable(sample));
  if (rows.length === 0) {
    const why = problems[0]?.message ?? vscode.l10n.t("It is empty.");
    throw new UserError(vscode.l10n.t("{0} has no sample that can be read. {1}", fileNameOf(file), why));
  }
  return { samples: rows.map(({ sample }) => sample), file };
}

/** What a samples file calls its grader: `math` of `math.samples.jsonl`. */
export function stemOfSamples({ file }: SampleSource): string | undefined {
  return file && samplesStem(file.path);
}
