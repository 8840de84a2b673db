import * as vscode from "vscode";
import { readGraderDocument } from "../../core/grader/document";
import { fileNameOf, readOpenGrader } from "../documents/documentGraders";
import { graderBase, openDocumentOf } from "../platform/graderUri";
import type { RunRecord } from "./runRecord";

/**
 * Whether a grader's text has changed since a run. Of a grader that is a part of its document only that part
 * counts.
 *
 * @param grader the grader that ran, or one of its sub-graders
 */
export function isStale(record: RunRecord, grader = vscode.Uri.parse(record.grader)): boolean {
  const open = openDocumentOf(grader);
  if (!open || open.getText() === record.graderText) return false;
  return readOpenGrader(open, graderBase(grader)).grader.json.ownText !== textThen(record, grader);
}

const texts = new WeakMap<RunRecord, Map<string, string>>();

/** A record never changes, and is asked about after each key. */
function textThen(record: RunRecord, grader: vscode.Uri): string {
  const known = texts.get(record) ?? new Map<string, string>();
  texts.set(record, known);
  const text = known.get(grader.fragment) ?? readText(record, grader);
  known.set(grader.fragment, text);
  return text;
}

function readText({ graderText, comments }: RunRecord, grader: vscode.Uri): string {
  const options = { comments, base: graderBase(grader) };
  return readGraderDocument(fileNameOf(grader), graderText, options).json.ownText;
}
