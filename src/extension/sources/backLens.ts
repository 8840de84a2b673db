import * as vscode from "vscode";
import type { Link } from "../../core/embeddedText/link";
import { iconless } from "../../core/linkless";
import type { JsonPath } from "../../core/json/value";
import { fileNameOf } from "../documents/documentGraders";
import { toRange } from "../documents/ranges";
import { openDocumentOf } from "../platform/graderUri";
import { readGraderString } from "./graderString";

const TOP = new vscode.Range(0, 0, 0, 0);

/** Above a text in its own editor: the grader that it belongs to, and what can be done with that. */
export async function backLenses(
  document: vscode.TextDocument,
  { document: uri, path, grader }: Link,
): Promise<vscode.CodeLens[]> {
  const place = { document: vscode.Uri.parse(uri), path };
  const found = await readGraderString(place);
  if (found.kind !== "text") {
    return [new vscode.CodeLens(TOP, { title: `$(warning) ${iconless(found.why)}`, command: "" })];
  }
  const open = openDocumentOf(place.document);
  const selection = open && toRange(open, found.json.rangeOf(path));
  const title = [fileNameOf(place.document), ...stepsTo(path.slice(grader.length))].join(" › ");
  return [
    new vscode.CodeLens(TOP, {
      title: `$(json) ${iconless(title)}`,
      command: "vscode.open",
      tooltip: vscode.l10n.t("Go to the JSON; saving here writes it there"),
      arguments: [
        place.document,
        { selection: selection && new vscode.Range(selection.start, selection.start) },
      ],
    }),
    new vscode.CodeLens(TOP, {
      title: vscode.l10n.t("$(play) Run on Sample"),
      command: "graders.run",
      tooltip: vscode.l10n.t("Save, and grade one sample"),
      arguments: [document.uri],
    }),
  ];
}

/** A text's sub-grader and message, in words. */
function stepsTo([first, key, ...rest]: JsonPath): readonly string[] {
  if (first === "graders") return [String(key), ...stepsTo(rest)];
  if (first !== "input" || typeof key !== "number") return [];
  const part = rest.find((step) => typeof step === "number");
  return part === undefined
    ? [vscode.l10n.t("message {0}", key + 1)]
    : [vscode.l10n.t("message {0}, part {1}", key + 1, part + 1)];
}
