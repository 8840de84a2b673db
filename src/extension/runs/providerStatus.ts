import * as vscode from "vscode";
import { iconless } from "../../core/linkless";
import { PROVIDERS } from "../../core/providerTable";
import { canBeGrader } from "../documents/graderDocuments";
import { missingFor, type ProviderContext } from "../platform/providers";
import { settings } from "../platform/settings";
import { inBackground } from "../platform/background";

/** The status bar item that says where graders run, and what is missing for it. */
export class ProviderStatus implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem(
    "graders.provider",
    vscode.StatusBarAlignment.Right,
    90,
  );
  private readonly disposables: vscode.Disposable[];

  constructor(private readonly context: ProviderContext) {
    this.item.name = vscode.l10n.t("Graders provider");
    this.item.command = "graders.selectProvider";
    const refresh = () => inBackground(this.refresh());
    this.disposables = [
      this.item,
      vscode.window.onDidChangeActiveTextEditor(refresh),
      vscode.workspace.onDidOpenTextDocument(refresh),
      settings.onChange("", refresh),
      context.keys.onDidChange(refresh),
    ];
    refresh();
  }

  dispose(): void {
    vscode.Disposable.from(...this.disposables).dispose();
  }

  private async refresh(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || !canBeGrader(document)) {
      this.item.hide();
      return;
    }
    const id = settings.provider();
    const name = PROVIDERS[id].name;
    const missing = await missingFor(id, this.context);
    this.item.text = missing === undefined ? `$(beaker) ${name}` : `$(warning) ${name}: ${iconless(missing)}`;
    this.item.tooltip = vscode.l10n.t(
      "Graders are validated and run here. Click to select another provider.",
    );
    this.item.backgroundColor =
      missing === undefined ? undefined : new vscode.ThemeColor("statusBarItem.warningBackground");
    this.item.show();
  }
}
