import * as vscode from "vscode";

/** Pages of findings are documents of their own scheme, so that they can be read offline. */
export const LINT_PAGES_SCHEME = "graders-docs";

/**
 * What a click on a diagnostic's code opens: the page, since newer VS Codes run no command there. package.json says
 * that such documents are shown as Markdown.
 */
export function explainUri(code: string): vscode.Uri {
  return vscode.Uri.from({ scheme: LINT_PAGES_SCHEME, path: `/${code}.md` });
}
