import * as vscode from "vscode";
import { readSamples } from "../../core/dataset/rows";
import { isSamplesFileName } from "../../core/grader/fileNames";
import type { TextEdit } from "../../core/json/edits";
import { automaticFix, firstFixOf, fixAll } from "../../core/validate/fixAll";
import type { Problem, ProblemFix } from "../../core/validate/problem";
import { withChoices } from "../../core/validate/severities";
import { checkGrader } from "../../core/validate/validateGrader";
import { lintOptions } from "../platform/lintOptions";
import { settings } from "../platform/settings";
import { smallestEdit } from "../documents/editGrader";
import { gradableInText } from "../documents/documentGraders";
import { explainCommand } from "./lintPages";
import type { PairedValues } from "../samples/pairedValues";
import { ProblemDiagnostic, SOURCE } from "../documents/problemDiagnostics";
import { toRange } from "../documents/ranges";

export const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append("graders");

/** Mends many problems; what it changes is worked out when it is taken. */
class FixAllAction extends vscode.CodeAction {
  constructor(
    title: string,
    kind: vscode.CodeActionKind,
    readonly document: vscode.TextDocument,
    readonly mendOf: (problem: Problem) => ProblemFix | undefined,
  ) {
    super(title, kind);
  }
}

interface Found {
  readonly problem: Problem;
  readonly diagnostic: vscode.Diagnostic;
}

/** Mends of what stands in Problems, ours and what VS Code's JSON service says first, one by one and all at once. */
export class ProblemFixes implements vscode.CodeActionProvider {
  constructor(private readonly paired: PairedValues) {}

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { only }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    if (only?.contains(FIX_ALL) === true || (only && FIX_ALL.contains(only))) return [this.all(document)];
    if (only && !only.contains(vscode.CodeActionKind.QuickFix)) return [];
    const found = this.foundAt(document, range);
    const codes = [...new Set(found.map(({ problem }) => problem.code))];
    return [
      ...found.flatMap((one) => fixesOf(document, one)),
      ...codes.flatMap((code) => this.allOf(document, code)),
      ...codes.map((code) => explanation(code, found)),
    ];
  }

  /** The edit of a {@link FixAllAction}. */
  resolveCodeAction(action: vscode.CodeAction): vscode.CodeAction {
    if (!(action instanceof FixAllAction)) return action;
    const { document, mendOf } = action;
    const before = document.getText();
    const after = fixAll(before, (text) => this.problemsIn(document, text), mendOf);
    action.edit = workspaceEdit(document, smallestEdit(before, after));
    return action;
  }

  private all(document: vscode.TextDocument): vscode.CodeAction {
    const title = vscode.l10n.t("Fix all that has one sure mend");
    return new FixAllAction(title, FIX_ALL, document, automaticFix);
  }

  private allOf(document: vscode.TextDocument, code: Problem["code"]): vscode.CodeAction[] {
    const mendOf = firstFixOf(code);
    const mended = this.problemsIn(document, document.getText()).filter(mendOf);
    if (mended.length < 2) return [];
    const title = vscode.l10n.t("Fix all {0} problems in this file", code);
    return [new FixAllAction(title, vscode.CodeActionKind.QuickFix, document, mendOf)];
  }

  /** Ours as they are shown, and those of the JSON text and the schema that the JSON service shows in its words. */
  private foundAt(document: vscode.TextDocument, range: vscode.Range): readonly Found[] {
    const shown = vscode.languages
      .getDiagnostics(document.uri)
      .filter((diagnostic) => diagnostic.range.intersection(range));
    const ours = shown
      .filter((diagnostic) => diagnostic instanceof ProblemDiagnostic)
      .map((diagnostic) => ({ problem: diagnostic.problem, diagnostic }));
    const others = shown.filter(({ source }) => source !== SOURCE);
    if (others.length === 0) return ours;
    const hidden = this.problemsIn(document, document.getText()).flatMap((problem): Found[] => {
      if (problem.source !== "json" && problem.source !== "schema") return [];
      const place = toRange(document, problem.range);
      const diagnostic = others.find((other) => other.range.intersection(place));
      const isShown = ours.some(
        (one) => one.problem.code === problem.code && one.diagnostic.range.isEqual(place),
      );
      return diagnostic && place.intersection(range) && !isShown ? [{ problem, diagnostic }] : [];
    });
    return [...ours, ...hidden];
  }

  /** What is wrong with a text that the document has or may come to have; Python apart. */
  private problemsIn(document: vscode.TextDocument, text: string): readonly Problem[] {
    const { uri } = document;
    if (isSamplesFileName(uri.path))
      return withChoices(readSamples(text, uri.path).problems, settings.lintRules(uri));
    const rows = this.paired.of(document);
    return gradableInText(document, text).flatMap((open) =>
      checkGrader(open.grader, { ...lintOptions(open.uri, open.grader), rows }),
    );
  }
}

function fixesOf(document: vscode.TextDocument, { problem, diagnostic }: Found): vscode.CodeAction[] {
  return (problem.fixes ?? []).map(({ title, edits }, index) => {
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.edit = workspaceEdit(document, edits);
    action.diagnostics = [diagnostic];
    action.isPreferred = index === 0;
    return action;
  });
}

function workspaceEdit(document: vscode.TextDocument, edits: readonly TextEdit[]): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const { range, newText } of edits) edit.replace(document.uri, toRange(document, range), newText);
  return edit;
}

function explanation(code: Problem["code"], found: readonly Found[]): vscode.CodeAction {
  const action = new vscode.CodeAction(vscode.l10n.t("Explain {0}", code), vscode.CodeActionKind.QuickFix);
  action.command = explainCommand(code);
  action.diagnostics = found
    .filter(({ problem }) => problem.code === code)
    .map(({ diagnostic }) => diagnostic);
  return action;
}
