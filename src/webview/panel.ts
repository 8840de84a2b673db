import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { PanelView } from "../core/report/panel/panelView";
import { announcement } from "./announce";
import { ASK, type AskEvent } from "./ask";
import type { HeadingView } from "./heading";
import { connect, request } from "./host";
import { icon } from "./icon";
import { shared } from "./styles";
import "./empty";
import "./failure";
import "./heading";
import "./preflight";
import "./run";
import "./running";
import "./strip";
import "./validation";

/** The whole panel: draws the host's view, asks the host for what is clicked. */
class Panel extends LitElement {
  static override readonly properties = {
    view: { state: true },
    announced: { state: true },
    problem: { state: true },
  };
  static override readonly styles = [
    ...shared,
    css`
      :host {
        container-type: inline-size;
        min-inline-size: 240px;
        line-height: 1.4;
        color: var(--vscode-foreground);
      }
      main {
        padding: 0 16px 24px;
      }
      graders-heading {
        position: sticky;
        inset-block-start: 0;
        z-index: 3;
        background: var(--vscode-editor-background);
      }
      .head {
        padding: 14px 0;
      }
      graders-strip {
        padding-block-end: 12px;
      }
      graders-run-body {
        padding-block-start: 10px;
        border-block-start: 1px solid var(--line);
      }
      .alert {
        display: flex;
        align-items: center;
        gap: 8px;
        margin-block-start: 8px;
        padding: 4px 4px 4px 8px;
        color: var(--vscode-inputValidation-errorForeground, var(--vscode-foreground));
        background: var(--vscode-inputValidation-errorBackground);
        border: 1px solid var(--vscode-inputValidation-errorBorder);
        border-radius: 3px;
      }
      .alert .message {
        flex: 1;
      }
    `,
  ];
  declare view: PanelView;
  declare announced: string;
  /** Why the last click came to nothing. */
  declare problem: string | undefined;

  constructor() {
    super();
    this.view = { kind: "empty" };
    this.announced = "";
    this.addEventListener(ASK, (event) => {
      this.ask(request((event as AskEvent).detail));
    });
    this.addEventListener("keydown", keepPageStill);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.ask(
      connect((view) => {
        this.view = view;
        this.announced = announcement(view);
        this.problem = undefined;
      }),
    );
  }

  override render() {
    const { view } = this;
    return html`<main>
        ${view.kind === "empty" ? nothing : html`<graders-heading .view=${headingOf(view)}></graders-heading>`}
        <div role="alert">${this.problem === undefined ? nothing : this.alert(this.problem)}</div>
        ${head(view)} ${strip(view)}
        ${view.kind === "run" ? html`<graders-run-body .view=${view}></graders-run-body>` : nothing}
      </main>
      <div class="unseen" role="status">${this.announced}</div>`;
  }

  private alert(problem: string): TemplateResult {
    return html`<div class="alert">
      ${icon("error", "error")}<span class="message">${problem}</span>
      <button class="quiet only-icon" aria-label=${t("Dismiss")} title=${t("Dismiss")} @click=${this.dismiss}>
        ${icon("close")}
      </button>
    </div>`;
  }

  private readonly dismiss = (): void => {
    this.problem = undefined;
  };

  private ask(asked: Promise<unknown>): void {
    this.problem = undefined;
    asked.catch((error: unknown) => {
      this.problem = error instanceof Error ? error.message : String(error);
    });
  }
}

function headingOf(view: Exclude<PanelView, { kind: "empty" }>): HeadingView {
  const { kind, heading } = view;
  const action = ACTIONS[kind];
  const strip = "strip" in view ? view.strip : undefined;
  return { heading, action, ...(strip && { strip }), ...(kind === "run" && { copyAs: view.copyAs }) };
}

const ACTIONS = {
  running: "cancel",
  run: "run",
  validation: "validate",
  preflight: "preflight",
  failure: "run",
} as const;

function head(view: PanelView): TemplateResult {
  switch (view.kind) {
    case "empty":
      return html`<graders-empty></graders-empty>`;
    case "running":
      return html`<graders-running class="head" .view=${view.activity}></graders-running>`;
    case "run":
      return html`<graders-run-head class="head" .view=${view}></graders-run-head>`;
    case "validation":
      return html`<graders-validation class="head" .view=${view}></graders-validation>`;
    case "preflight":
      return html`<graders-preflight class="head" .view=${view}></graders-preflight>`;
    case "failure":
      return html`<graders-failure class="head" .view=${view}></graders-failure>`;
  }
}

/** In one place of the page whatever is shown, so that it keeps the focus while its samples run. */
function strip(view: PanelView): TemplateResult | typeof nothing {
  if (!("strip" in view)) return nothing;
  return html`<graders-strip .view=${view.strip}></graders-strip>`;
}

/** vscode-button takes Space for a click and lets the page scroll besides. */
function keepPageStill(event: KeyboardEvent): void {
  const [target] = event.composedPath();
  if (event.key === " " && target instanceof Element && target.localName === "vscode-button")
    event.preventDefault();
}

customElements.define("graders-panel", Panel);
