import * as vscode from "vscode";
import { bugStack } from "../../core/bugWords";
import type { PanelView } from "../../core/report/panel/panelView";
import type { Logger } from "../../core/ports";
import { isToHost } from "../../protocol/guards";
import type { PanelRequest, ShownView, ToWebview } from "../../protocol/messages";
import { panelHtml } from "../../protocol/panelHtml";
import { panelWords } from "../../protocol/panelWords";
import { viewPatch } from "../../protocol/viewPatch";
import { UserError } from "../platform/userError";
import { inBackground } from "../platform/background";

export const PANEL_TYPE = "graders.result";

/** Answers what is clicked; throws a UserError with words for the panel. */
export type AnswerRequest = (request: PanelRequest) => Promise<void>;

/** The one result panel: made beside the editor, then revealed, restored after a reload. */
export class ResultPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private shown: Omit<ShownView, "version"> = { view: { kind: "empty" } };
  /** What the page has; before it is loaded, views wait for it. */
  private sent: ShownView | undefined;
  private opening = false;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly answer: AnswerRequest,
    private readonly logger: Logger,
  ) {}

  get isOpen(): boolean {
    return this.panel !== undefined;
  }

  /** Whether it has the focus. */
  get isActive(): boolean {
    return this.panel?.active === true;
  }

  /** What the panel shows now; tests and the last-result command read it. */
  get view(): PanelView {
    return this.shown.view;
  }

  /** Shows a view of a grader; the panel opens beside its editor where it is closed, and takes no focus. */
  show(view: PanelView, grader: vscode.Uri, resultId?: string): void {
    this.update(view, resultId);
    if (!this.panel) inBackground(this.openBeside(grader));
    else if (!this.panel.visible) this.panel.reveal(undefined, true);
  }

  /** Changes the view without bringing the panel forward. */
  update(view: PanelView, resultId?: string): void {
    this.shown = { view, ...(resultId !== undefined && { resultId }) };
    this.post();
  }

  reveal(): void {
    if (this.panel) this.panel.reveal();
    else this.open();
  }

  /** Takes over the panel of before a reload. */
  restore(panel: vscode.WebviewPanel): void {
    this.panel?.dispose();
    this.adopt(panel);
  }

  dispose(): void {
    this.panel?.dispose();
  }

  /** Without any editor there is no beside: the grader is shown first. */
  private async openBeside(grader: vscode.Uri): Promise<void> {
    if (this.opening) return;
    this.opening = true;
    try {
      if (vscode.window.visibleTextEditors.length === 0) {
        await vscode.window.showTextDocument(grader, {
          viewColumn: vscode.ViewColumn.One,
          preserveFocus: true,
        });
      }
      if (!this.panel) this.open();
    } finally {
      this.opening = false;
    }
  }

  private open(): void {
    const panel = vscode.window.createWebviewPanel(
      PANEL_TYPE,
      vscode.l10n.t("Grader Result"),
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableFindWidget: true },
    );
    this.adopt(panel);
  }

  private adopt(panel: vscode.WebviewPanel): void {
    const dist = vscode.Uri.joinPath(this.extensionUri, "dist");
    this.panel = panel;
    this.sent = undefined;
    panel.iconPath = vscode.Uri.joinPath(this.extensionUri, "media", "icon.png");
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    panel.webview.onDidReceiveMessage((message: unknown) => {
      inBackground(this.receive(message));
    });
    panel.onDidDispose(() => {
      if (this.panel === panel) this.panel = undefined;
    });
    const asset = (name: string) => panel.webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
    panel.webview.html = panelHtml({
      cspSource: panel.webview.cspSource,
      nonce: crypto.randomUUID().replaceAll("-", ""),
      scriptUri: asset("webview.js"),
      codiconCssUri: asset("codicon.css"),
      language: vscode.l10n.bundle ? vscode.env.language : "en",
      words: vscode.l10n.bundle && panelWords(vscode.l10n.bundle),
    });
  }

  private async receive(message: unknown): Promise<void> {
    if (!isToHost(message)) {
      this.logger.warn("The panel sent a message that is none of ours; it was dropped.");
      return;
    }
    const { id, request } = message;
    try {
      await this.answer(request);
      const data = request.type === "ready" ? this.whole() : undefined;
      this.send({ type: "reply", id, ...(data && { data }) });
    } catch (error) {
      const known = error instanceof UserError;
      if (!known) this.logger.error(`The panel's ${request.type} failed: ${bugStack(error)}`);
      this.send({ type: "reply", id, error: (error as Error).message });
    }
  }

  /** From here on the page gets what changes. */
  private whole(): ShownView {
    this.sent = { version: (this.sent?.version ?? 0) + 1, ...this.shown };
    return this.sent;
  }

  private post(): void {
    const before = this.sent;
    if (!before) return;
    const patch = viewPatch(before.view, this.shown.view);
    const next = this.whole();
    const { version, resultId } = next;
    if (!patch) this.send({ type: "view", ...next });
    else this.send({ type: "patch", version, patch, ...(resultId !== undefined && { resultId }) });
  }

  private send(message: ToWebview): void {
    inBackground(this.panel?.webview.postMessage(message));
  }
}
