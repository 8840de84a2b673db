import * as vscode from "vscode";
import { graderTokens } from "../../core/highlight/graderTokens";
import { TOKEN_TYPES } from "../../core/highlight/tokens";
import { gradersOf } from "../documents/documentGraders";

/** Colours for the templates and formulas of graders. */
export const graderSemanticTokens = {
  provideDocumentSemanticTokens(document: vscode.TextDocument): vscode.SemanticTokens {
    const builder = new vscode.SemanticTokensBuilder();
    const tokens = gradersOf(document).flatMap(({ grader }) => graderTokens(grader));
    for (const { type, start, end } of tokens) {
      const { line, character } = document.positionAt(start);
      builder.push(line, character, end - start, TOKEN_TYPES.indexOf(type), 0);
    }
    return builder.build();
  },
};
