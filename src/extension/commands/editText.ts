import type * as vscode from "vscode";
import type { EmbeddedKind } from "../../core/embeddedText/places";
import type { SourceEditors } from "../sources/sourceEditors";
import type { OpenGrader } from "../documents/documentGraders";
import { needText, pickText } from "./pickText";

/**
 * Edit Python Source and Edit Prompt: opens a text of a grader in an editor of its own.
 *
 * @param at see {@link pickText}
 * @returns the document's URI; undefined where the user picks nothing
 */
export async function editText(
  editors: SourceEditors,
  open: OpenGrader,
  kind: EmbeddedKind,
  at: unknown,
): Promise<vscode.Uri | undefined> {
  const text = await pickText(open, kind, at);
  return text && editors.show(open.document.uri, needText(open, text), open.grader.base);
}
