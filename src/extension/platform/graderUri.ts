import * as vscode from "vscode";
import { readPointer, writePointer } from "../../core/json/pointer";
import type { JsonPath } from "../../core/json/value";

/**
 * A grader's identity: its document's URI, with the JSON Pointer of its place as fragment where it is only a part
 * of the document (`job.json#/method/reinforcement/grader`).
 */
export function graderUri(document: vscode.Uri, base: JsonPath): vscode.Uri {
  return document.with({ fragment: writePointer(base) });
}

/** The document that a grader stands in. */
export function documentUri(grader: vscode.Uri): vscode.Uri {
  return grader.fragment === "" ? grader : grader.with({ fragment: "" });
}

/** A grader's place in its document; empty where it is the whole. */
export function graderBase(grader: vscode.Uri): JsonPath {
  return readPointer(grader.fragment) ?? [];
}

/** The document of a grader where it is open. */
export function openDocumentOf(grader: vscode.Uri): vscode.TextDocument | undefined {
  const wanted = documentUri(grader).toString();
  return vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === wanted);
}
