import * as vscode from "vscode";
import { CODES } from "../../core/validate/codes";
import { LINT_INDEX, readLintPage } from "../../node/files/lintPages";
import { UserError } from "../platform/userError";
import { explainUri } from "../documents/lintUris";
import { pick } from "../platform/ask";

const COMMAND = "graders.explain";

/** Opens the page of a finding's code. */
export function explainCommand(code: string): vscode.Command {
  return { command: COMMAND, title: "", arguments: [code] };
}

/** The pages of docs/lint within VS Code. */
export class LintPages implements vscode.TextDocumentContentProvider {
  /** @param dist the folder of the bundles */
  constructor(private readonly dist: string) {}

  provideTextDocumentContent({ path }: vscode.Uri): Promise<string | undefined> {
    return readLintPage(this.dist, path.slice(1).replace(/\.md$/, ""));
  }

  /** Shows the page of a code, of a code that the user picks where none is given. @returns its code */
  async explain(argument: unknown): Promise<string | undefined> {
    const code = typeof argument === "string" ? argument : await this.pick();
    if (code === undefined) return undefined;
    if ((await readLintPage(this.dist, code)) === undefined)
      throw new UserError(vscode.l10n.t('No finding has the code "{0}".', code));
    await showPage(explainUri(code));
    return code;
  }

  private async pick(): Promise<string | undefined> {
    const found = codesFoundHere();
    const pages = await Promise.all(CODES.map(async ({ code }) => this.item(code)));
    const [here, others] = [true, false].map((wanted) =>
      pages.filter(({ label }) => found.has(label) === wanted),
    );
    const items = [
      ...separated(vscode.l10n.t("found in this file"), here ?? []),
      ...separated(vscode.l10n.t("all findings"), others ?? []),
      { label: LINT_INDEX, description: vscode.l10n.t("all of them in one list") },
    ];
    const picked = await pick(items, {
      placeHolder: vscode.l10n.t("What finding shall be explained?"),
      matchOnDescription: true,
    });
    return picked?.label;
  }

  private async item(code: string): Promise<vscode.QuickPickItem> {
    const page = await readLintPage(this.dist, code);
    return { label: code, description: /^# (.+)$/m.exec(page ?? "")?.[1] ?? "" };
  }
}

function separated(title: string, items: readonly vscode.QuickPickItem[]): readonly vscode.QuickPickItem[] {
  return items.length === 0 ? [] : [{ label: title, kind: vscode.QuickPickItemKind.Separator }, ...items];
}

function codesFoundHere(): ReadonlySet<string> {
  const uri = vscode.window.activeTextEditor?.document.uri;
  const codes = (uri ? vscode.languages.getDiagnostics(uri) : []).map(({ code }) =>
    typeof code === "object" ? String(code.value) : "",
  );
  return new Set(codes);
}

/** As Markdown beside nothing else; as text where VS Code's Markdown support is disabled. */
async function showPage(uri: vscode.Uri): Promise<void> {
  try {
    await vscode.commands.executeCommand("markdown.showPreview", uri);
  } catch {
    await vscode.window.showTextDocument(uri);
  }
}
