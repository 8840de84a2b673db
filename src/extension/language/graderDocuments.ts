import type * as vscode from "vscode";
import { isGraderFileName } from "../../core/grader/fileNames";
import { rootType } from "../../core/grader/rootType";
import { isGraderType } from "../../core/grader/types";

const JSON_LANGUAGES: ReadonlySet<string> = new Set(["json", "jsonc"]);

/** Documents that get our help while they are edited: grader files by name, and untitled graders. */
export function isGraderDocument(document: vscode.TextDocument): boolean {
  if (!JSON_LANGUAGES.has(document.languageId)) return false;
  if (!HELPED_SCHEMES.has(document.uri.scheme)) return false;
  if (isGraderFileName(document.uri.path)) return true;
  return document.isUntitled && hasGraderRoot(document);
}

/** Not the two sides of a diff, nor what a source control shows of the past. */
const HELPED_SCHEMES: ReadonlySet<string> = new Set([
  "file",
  "untitled",
  "vscode-remote",
  "vscode-vfs",
  "memfs",
  "vscode-test-web",
]);

/** Documents on which commands work: any JSON whose root `type` is a grader's, and grader files in any state. */
export function canBeGrader(document: vscode.TextDocument): boolean {
  if (!JSON_LANGUAGES.has(document.languageId)) return false;
  return isGraderFileName(document.uri.path) || hasGraderRoot(document);
}

function hasGraderRoot(document: vscode.TextDocument): boolean {
  return isGraderType(rootType(document.getText()));
}
