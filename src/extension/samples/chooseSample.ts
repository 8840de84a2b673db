import * as vscode from "vscode";
import { iconless } from "../../core/linkless";
import { fileNameOf } from "../documents/documentGraders";
import { readSamplesFile, type PairedSamples } from "./pairedSamples";
import { writeJson } from "../../core/json/write";
import type { Sample } from "../../core/sample/sample";
import { fileChoice, madeChoice, madeItem, pairedChoice, type SampleChoice } from "./sampleChoice";
import { inBackground } from "../platform/background";
import { complain } from "../platform/notify";
import { askText, pick } from "../platform/ask";

interface ChoiceItem extends vscode.QuickPickItem {
  choose?: () => Promise<SampleChoice | undefined>;
}

/** Asks where the sample comes from; undefined when the user leaves. */
export async function chooseSample(
  grader: vscode.Uri,
  paired: PairedSamples | undefined,
): Promise<SampleChoice | undefined> {
  const selected = selectedText();
  const items: ChoiceItem[] = [
    ...(paired ? pairedItems(paired) : []),
    { label: "", kind: vscode.QuickPickItemKind.Separator },
    {
      label: vscode.l10n.t("$(edit) Type the output…"),
      description: vscode.l10n.t("and the data row"),
      choose: () => typeSample(paired?.rows[0]?.sample),
    },
    ...(selected === undefined
      ? []
      : [
          {
            label: vscode.l10n.t("$(selection) Use the selected text as the output"),
            description: preview(selected),
            choose: () =>
              Promise.resolve(madeChoice(selected, paired?.rows[0]?.sample, vscode.l10n.t("selected text"))),
          },
        ]),
    {
      label: vscode.l10n.t("$(folder-opened) Pick a row of another file…"),
      description: "JSONL",
      choose: () => chooseFileRow(grader),
    },
  ];
  const picked = await pick(items, {
    title: vscode.l10n.t("Sample for {0}", fileNameOf(grader)),
    placeHolder: vscode.l10n.t("What is graded?"),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.choose?.();
}

function pairedItems(paired: PairedSamples): ChoiceItem[] {
  return [
    { label: fileNameOf(paired.uri), kind: vscode.QuickPickItemKind.Separator },
    ...rowItems(paired, (index) => pairedChoice(paired, index)),
  ];
}

function rowItems({ rows }: PairedSamples, choice: (index: number) => SampleChoice): ChoiceItem[] {
  return rows.map(({ index, line, sample }) => ({
    label: sample.name === undefined ? vscode.l10n.t("Sample {0}", index + 1) : iconless(sample.name),
    description: iconless(preview(outputPreview(sample))),
    detail: vscode.l10n.t("line {0} · item {1}", line, iconless(preview(writeJson(sample.item)))),
    choose: () => Promise.resolve(choice(index)),
  }));
}

function outputPreview({ output }: Sample): string {
  switch (output.kind) {
    case "text":
      return output.text;
    case "sample":
      return writeJson(output.sample);
    case "none":
      return vscode.l10n.t("no output");
  }
}

const PREVIEW_LENGTH = 100;

export function preview(text: string): string {
  const line = text
    .slice(0, 4 * PREVIEW_LENGTH)
    .replace(/\s+/g, " ")
    .trim();
  return line.length > PREVIEW_LENGTH ? `${line.slice(0, PREVIEW_LENGTH)}…` : line;
}

export function selectedText(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor && !editor.selection.isEmpty ? editor.document.getText(editor.selection) : undefined;
}

async function typeSample(base: Sample | undefined): Promise<SampleChoice | undefined> {
  const text = await askText({
    title: vscode.l10n.t("Output (1 of 2)"),
    prompt: vscode.l10n.t("What the model answered: sample.output_text"),
    ignoreFocusOut: true,
  });
  if (text === undefined) return undefined;
  const item = await askText({
    title: vscode.l10n.t("Data row (2 of 2)"),
    prompt: vscode.l10n.t("JSON that templates see as item"),
    value: writeJson(base?.item ?? new Map()),
    ignoreFocusOut: true,
    validateInput: (value) =>
      madeItem(value) === undefined ? vscode.l10n.t('This is no JSON. Example: {"answer": "42"}') : undefined,
  });
  if (item === undefined) return undefined;
  const sample: Sample = { item: madeItem(item) ?? new Map(), output: { kind: "none" } };
  return madeChoice(text, sample, vscode.l10n.t("typed-in output"));
}

async function chooseFileRow(grader: vscode.Uri): Promise<SampleChoice | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t("Samples file"),
      filters: { JSONL: ["jsonl", "ndjson", "json"] },
      ...(grader.scheme === "file" && { defaultUri: vscode.Uri.joinPath(grader, "..") }),
    })) ?? [];
  if (!uri) return undefined;
  return chooseRowOf(await readSamplesFile(uri));
}

async function chooseRowOf(file: PairedSamples): Promise<SampleChoice | undefined> {
  const items = rowItems(file, (index) => fileChoice(file, index));
  if (items.length === 0) {
    inBackground(complain(vscode.l10n.t("{0} has no row that can be graded.", fileNameOf(file.uri))));
    return undefined;
  }
  const picked = await pick(items, {
    title: fileNameOf(file.uri),
    placeHolder: vscode.l10n.t("Row to grade"),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.choose?.();
}
