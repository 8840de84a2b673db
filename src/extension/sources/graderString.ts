import * as vscode from "vscode";
import { EditorText } from "../../core/embeddedText/editorText";
import { stringEdit } from "../../core/embeddedText/stringEdit";
import { JsonDocument } from "../../core/json/document";
import { LineIndex } from "../../core/json/lines";
import { writePointer } from "../../core/json/pointer";
import { valueAt, type JsonPath } from "../../core/json/value";
import { fileNameOf } from "../documents/documentGraders";
import { openDocumentOf } from "../platform/graderUri";
import { UserError } from "../platform/userError";
import { applyTextEdits } from "../documents/editGrader";

/** A string of a grader's document, by its place. */
export interface StringPlace {
  readonly document: vscode.Uri;
  /** From the document's root. */
  readonly path: JsonPath;
}

/** What stands at a place now, or why nothing can be read or written there. */
export type GraderString =
  | { readonly kind: "text"; readonly text: string; readonly json: JsonDocument }
  /** The document is being edited, or broken: this may pass. */
  | { readonly kind: "unreadable"; readonly why: string; readonly json?: JsonDocument }
  | { readonly kind: "gone"; readonly why: string; readonly json?: JsonDocument };

/** Reads the string as it is in the editor, else on disk. */
export async function readGraderString({ document, path }: StringPlace): Promise<GraderString> {
  const name = fileNameOf(document);
  const text = await textOf(document);
  if (text === undefined) return { kind: "gone", why: vscode.l10n.t("{0} does not exist any more.", name) };
  const json = JsonDocument.read(text, { comments: true, trailingCommas: isJsonc(document) });
  const fault = json.faults.find(({ code }) => code === "json-syntax" || code === "json-too-deep");
  if (fault) {
    const line = new LineIndex(text).positionOf(fault.start).line + 1;
    const why = vscode.l10n.t("{0} can't be read as JSON, line {1}: {2}", name, line, fault.message);
    return { kind: "unreadable", why, json };
  }
  const value = valueAt(json.value, path);
  if (typeof value === "string") return readable(value, json, name);
  const why =
    value === undefined
      ? vscode.l10n.t("{0} has nothing at {1} any more.", name, writePointer(path))
      : vscode.l10n.t("{0} has no text at {1}, but another kind of value.", name, writePointer(path));
  return { kind: "gone", why, json };
}

function readable(text: string, json: JsonDocument, name: string): GraderString {
  if (!text.includes("\0")) return { kind: "text", text: EditorText.of(text).text, json };
  const why = vscode.l10n.t("The text in {0} holds U+0000, which no text file can. Remove it.", name);
  return { kind: "gone", why, json };
}

/** How often an edit is tried on a document that the window has changed meanwhile. */
const TRIES = 3;

/**
 * Puts a text at a place as one edit, one step of undo, and saves the document if it was saved before.
 *
 * @throws UserError where that is impossible
 */
export async function writeGraderString(place: StringPlace, text: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(place.document);
  const wasSaved = !document.isDirty && !document.isUntitled;
  const changed = await edit(place, text, TRIES);
  if (wasSaved && changed) await document.save();
}

async function edit(place: StringPlace, text: string, tries: number): Promise<boolean> {
  const now = await readGraderString(place);
  if (now.kind !== "text") throw new UserError(now.why);
  const change = stringEdit(now.json, place.path, text);
  if (!change) return false;
  try {
    await applyTextEdits(place.document, [change]);
    return true;
  } catch (error) {
    if (tries <= 1) throw error;
    return edit(place, text, tries - 1);
  }
}

async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  const open = openDocumentOf(uri);
  if (uri.scheme === "untitled" || open?.isDirty) return open?.getText();
  try {
    // The document of a deleted file lives on for a while.
    const bytes = await vscode.workspace.fs.readFile(uri);
    return open?.getText() ?? new TextDecoder().decode(bytes);
  } catch {
    return undefined;
  }
}

function isJsonc(uri: vscode.Uri): boolean {
  return openDocumentOf(uri)?.languageId === "jsonc" || uri.path.endsWith(".jsonc");
}
