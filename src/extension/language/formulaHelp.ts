import * as vscode from "vscode";
import { completeFormula, formulaSignature } from "../../core/complete/formulaHelp";
import { renameSubGrader, subGraderAt, type SubGraderSymbol } from "../../core/complete/subGraderSymbol";
import type { GraderDocument } from "../../core/grader/document";
import { graderAround } from "../documents/documentGraders";
import { completionItem, completionList } from "../documents/insertion";
import { toRange } from "../documents/ranges";

type Place = readonly [document: vscode.TextDocument, position: vscode.Position];

/** Help in `calculate_output`, and for the sub-graders' keys that are its variables. */
export const formulaHelp = {
  provideCompletionItems(...[document, position]: Place): vscode.CompletionList {
    const grader = graderAround(document, position)?.grader;
    if (!grader) return new vscode.CompletionList([]);
    const { Variable, Function: called } = vscode.CompletionItemKind;
    const items = completeFormula(grader, document.offsetAt(position)).map((completion) =>
      completionItem(document, completion, completion.kind === "key" ? Variable : called),
    );
    return completionList(items);
  },

  provideSignatureHelp(...[document, position]: Place): vscode.SignatureHelp | undefined {
    const grader = graderAround(document, position)?.grader;
    const found = grader && formulaSignature(grader, document.offsetAt(position));
    if (!found) return undefined;
    const signature = new vscode.SignatureInformation(found.label, found.documentation);
    signature.parameters = found.parameters.map((name) => new vscode.ParameterInformation(name));
    const help = new vscode.SignatureHelp();
    help.signatures = [signature];
    help.activeSignature = 0;
    help.activeParameter = found.active;
    return help;
  },

  provideDefinition(...place: Place): vscode.Location | undefined {
    const [document] = place;
    const { symbol } = symbolAt(...place) ?? {};
    return symbol && new vscode.Location(document.uri, toRange(document, symbol.declaration));
  },

  provideReferences(
    ...[document, position, context]: [...Place, vscode.ReferenceContext]
  ): vscode.Location[] {
    const { symbol } = symbolAt(document, position) ?? {};
    if (!symbol) return [];
    const ranges = context.includeDeclaration ? [symbol.declaration, ...symbol.uses] : symbol.uses;
    return ranges.map((range) => new vscode.Location(document.uri, toRange(document, range)));
  },

  prepareRename(...[document, position]: Place): { range: vscode.Range; placeholder: string } {
    const { symbol } = symbolAt(document, position) ?? {};
    if (!symbol) throw nothingToRename();
    return { range: toRange(document, symbol.range), placeholder: symbol.key };
  },

  provideRenameEdits(...[document, position, newName]: [...Place, string]): vscode.WorkspaceEdit {
    const found = symbolAt(document, position);
    if (!found) throw nothingToRename();
    const rename = renameSubGrader(found.grader, found.symbol, newName);
    if (rename.kind === "refused") throw new Error(rename.reason);
    const edit = new vscode.WorkspaceEdit();
    for (const { range, newText } of rename.edits)
      edit.replace(document.uri, toRange(document, range), newText);
    return edit;
  },
};

function symbolAt(
  ...[document, position]: Place
): { readonly grader: GraderDocument; readonly symbol: SubGraderSymbol } | undefined {
  const grader = graderAround(document, position)?.grader;
  const symbol = grader && subGraderAt(grader, document.offsetAt(position));
  return symbol && { grader, symbol };
}

/** VS Code shows an error's message beside the cursor. */
function nothingToRename(): Error {
  return new Error(vscode.l10n.t("Only a sub-grader's key can be renamed here."));
}
