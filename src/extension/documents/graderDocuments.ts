import type * as vscode from "vscode";
import { isEmbeddingFileName, isGraderFileName } from "../../core/grader/fileNames";
import { looksGradable } from "../../core/grader/rootShape";
import { isEmbeddedFile } from "../platform/embeddedFiles";

const JSON_LANGUAGES: ReadonlySet<string> = new Set(["json", "jsonc"]);

/**
 * Documents that get our help while they are edited: files of graders, jobs and evals by name, those of the
 * setting `graders.embedded.files`, and untitled graders and evals.
 */
export function isGraderDocument(document: vscode.TextDocument): boolean {
  if (!JSON_LANGUAGES.has(document.languageId)) return false;
  if (!HELPED_SCHEMES.has(document.uri.scheme)) return false;
  if (isNamedForGraders(document)) return true;
  return document.isUntitled && looksGradable(document.getText());
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

/** Documents on which commands work: those, and any JSON whose root is a grader or an eval. */
export function canBeGrader(document: vscode.TextDocument): boolean {
  if (!JSON_LANGUAGES.has(document.languageId)) return false;
  return isNamedForGraders(document) || looksGradable(document.getText());
}

function isNamedForGraders(document: vscode.TextDocument): boolean {
  const { path } = document.uri;
  return isGraderFileName(path) || isEmbeddingFileName(path) || isEmbeddedFile(document);
}
