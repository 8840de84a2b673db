import * as vscode from "vscode";
import type { TextRange } from "../../core/json/document";
import type { Markdown } from "../../core/markdown";
import { markdownString } from "../platform/markdownString";
import { toRange } from "./ranges";

interface Insertion {
  readonly label: string;
  readonly detail: string;
  readonly documentation: Markdown;
  readonly text: string;
  readonly behind: string;
  readonly inserting: TextRange;
  readonly replacing: TextRange;
}

/** A completion whose cursor ends between two texts. */
export function completionItem(
  document: vscode.TextDocument,
  { label, detail, documentation, text, behind, inserting, replacing }: Insertion,
  kind: vscode.CompletionItemKind,
): vscode.CompletionItem {
  const item = new vscode.CompletionItem(label, kind);
  item.detail = detail;
  item.documentation = markdownString(documentation);
  const snippet = new vscode.SnippetString().appendText(text);
  if (behind !== "") snippet.appendTabstop(0).appendText(behind);
  item.insertText = snippet;
  item.range = { inserting: toRange(document, inserting), replacing: toRange(document, replacing) };
  return item;
}

/**
 * A list that VS Code asks for again where a word goes on behind the cursor: a typist who is ahead of the
 * question has just written that word, and nothing of it is to be replaced then.
 */
export function completionList(items: vscode.CompletionItem[]): vscode.CompletionList {
  const goesOn = items.some(
    ({ range }) => range && "replacing" in range && !range.inserting.isEqual(range.replacing),
  );
  return new vscode.CompletionList(items, goesOn);
}
