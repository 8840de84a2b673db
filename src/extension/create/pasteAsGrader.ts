import * as vscode from "vscode";
import { stemFrom } from "../../core/create/fileName";
import { combine } from "../../core/create/paste/combine";
import type { FoundGrader } from "../../core/create/paste/gradersIn";
import { placeholderSnippet } from "../../core/create/paste/placeholderSnippet";
import { readAnyText } from "../../core/create/paste/readAnyText";
import { isGraderFileName } from "../../core/grader/fileNames";
import { nameOf, typeOf } from "../../core/grader/typeAndName";
import type { JsonObject } from "../../core/json/value";
import { writeJson, writePrettyJson } from "../../core/json/write";
import { preview } from "../samples/chooseSample";
import { UserError } from "../platform/userError";
import { makeFiles } from "./newFiles";
import { choosePlace } from "./place";
import { tellOfGrader } from "./tellOfGrader";
import { tellOfNotes } from "./tellOfNotes";
import { pick } from "../platform/ask";

/**
 * Makes a grader of what is in the clipboard; an empty grader document that is open takes it.
 * @returns its URI; undefined when the user leaves
 * @throws UserError where there is no grader in it
 */
export async function pasteAsGrader(argument: unknown): Promise<vscode.Uri | undefined> {
  const pasted = await readAnyText(await vscode.env.clipboard.readText());
  if (pasted.kind === "nothing") throw new UserError(pasted.reason);
  const grader = await chooseGrader(pasted.graders);
  if (!grader) return undefined;
  const text = `${writePrettyJson(grader)}\n`;
  const uri = (await fillEmpty(argument, text)) ?? (await makeFile(argument, grader, text));
  if (!uri) return undefined;
  await offerPlaceholders(uri, text);
  if (pasted.notes.length > 0) tellOfNotes(uri, pasted.notes);
  else tellOfGrader(uri, typeOf(grader));
  return uri;
}

/** Tab leads from one value that is missing to the next; what is left is a finding. */
async function offerPlaceholders(uri: vscode.Uri, text: string): Promise<void> {
  const snippet = placeholderSnippet(text);
  const editor = vscode.window.activeTextEditor;
  if (snippet === undefined || editor?.document.uri.toString() !== uri.toString()) return;
  const whole = new vscode.Range(0, 0, editor.document.lineCount, 0);
  await editor.insertSnippet(new vscode.SnippetString(snippet), whole, {
    undoStopBefore: false,
    undoStopAfter: true,
    keepWhitespace: true,
  });
}

/** One of several graders, or all of them in a multi. */
async function chooseGrader(
  graders: readonly [FoundGrader, ...FoundGrader[]],
): Promise<JsonObject | undefined> {
  if (graders.length === 1) return graders[0].grader;
  const all = combine(graders);
  const items = [
    ...graders.map(({ type, grader }) => ({
      label: nameOf(grader) ?? type,
      description: nameOf(grader) === undefined ? "" : type,
      detail: preview(writeJson(grader)),
      grader,
    })),
    ...(all
      ? [
          {
            label: vscode.l10n.t("$(combine) All {0} as one multi", graders.length),
            description: vscode.l10n.t("each counts the same"),
            grader: all,
          },
        ]
      : []),
  ];
  const picked = await pick(items, {
    title: vscode.l10n.t("Paste as Grader"),
    placeHolder: vscode.l10n.t("Which of the {0} graders in the clipboard?", graders.length),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return picked?.grader;
}

async function fillEmpty(argument: unknown, text: string): Promise<vscode.Uri | undefined> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document || argument instanceof vscode.Uri || document.getText().trim() !== "") return undefined;
  if (!isGraderFileName(document.uri.path)) return undefined;
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  return (await vscode.workspace.applyEdit(edit)) ? document.uri : undefined;
}

async function makeFile(
  argument: unknown,
  grader: JsonObject,
  text: string,
): Promise<vscode.Uri | undefined> {
  const place = await choosePlace(argument);
  if (!place) return undefined;
  const document = await makeFiles(place, {
    title: vscode.l10n.t("Paste as Grader"),
    stem: stemFrom(nameOf(grader) ?? "", typeOf(grader) ?? "pasted"),
    grader: text,
  });
  return document?.uri;
}
