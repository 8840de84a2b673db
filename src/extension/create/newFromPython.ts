import * as vscode from "vscode";
import { stemFrom } from "../../core/create/fileName";
import { pythonGrader } from "../../core/create/pythonGrader";
import { readGraderDocument } from "../../core/grader/document";
import { writePrettyJson } from "../../core/json/write";
import type { PythonRunner } from "../../core/ports";
import type { Problem } from "../../core/validate/problem";
import { validateGrader } from "../../core/validate/validateGrader";
import { fileNameOf } from "../documents/documentGraders";
import { withLateProgress } from "../platform/progress";
import { UserError } from "../platform/userError";
import { makeFiles } from "./newFiles";
import { choosePlace } from "./place";
import { tellOfGrader } from "./tellOfGrader";
import { warn } from "../platform/notify";

/**
 * Makes a Python grader of a `.py` file: the one that a menu named, else the active editor's, unsaved text
 * included. Warns where `grade` is missing or takes other arguments; parsing executes nothing.
 *
 * @returns its URI; undefined when the user leaves
 */
export async function newFromPython(
  argument: unknown,
  python: PythonRunner,
): Promise<vscode.Uri | undefined> {
  const document = await pythonDocument(argument);
  const place = await choosePlace(document.isUntitled ? undefined : document.uri);
  if (!place) return undefined;
  const name = stemFrom(fileNameOf(document.uri).replace(/\.pyi?$/, ""), "python");
  const grader = `${writePrettyJson(pythonGrader(document.getText(), name))}\n`;
  const controller = new AbortController();
  // The sandbox starts while the user is asked for a name.
  const problems = validateGrader(readGraderDocument(name, grader), { python }, controller.signal);
  problems.catch(() => undefined);
  try {
    const made = await makeFiles(place, {
      title: vscode.l10n.t("New Grader from Python Function"),
      stem: name,
      grader,
      confirm: () => isWanted(fileNameOf(document.uri), problems, controller),
    });
    if (made) tellOfGrader(made.uri, "python");
    return made?.uri;
  } finally {
    controller.abort(new vscode.CancellationError());
  }
}

async function pythonDocument(argument: unknown): Promise<vscode.TextDocument> {
  if (argument instanceof vscode.Uri) return vscode.workspace.openTextDocument(argument);
  const active = vscode.window.activeTextEditor?.document;
  if (active && (active.languageId === "python" || active.uri.path.endsWith(".py"))) return active;
  throw new UserError(vscode.l10n.t("Open a Python file first: one that defines grade(sample, item)."));
}

/** What keeps a source from being a grader's; the rest is for the editor to show. */
const DECIDING: ReadonlySet<string> = new Set(["python-syntax", "python-no-grade", "python-grade-signature"]);

async function isWanted(
  file: string,
  problems: Promise<readonly Problem[]>,
  controller: AbortController,
): Promise<boolean> {
  const found = await withLateProgress(vscode.l10n.t("Reading {0}", file), controller, () => problems);
  const wrong = found.find(({ code }) => DECIDING.has(code));
  if (!wrong) return true;
  const anyway = vscode.l10n.t("Make It Anyway");
  return (await warn(wrong.message, anyway)) === anyway;
}
