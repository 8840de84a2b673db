import { t } from "@vscode/l10n";
import { css, html, nothing, type TemplateResult } from "lit";
import type { Heading, StripView } from "../core/report/panel/panelView";
import { ask } from "./ask";
import { icon } from "./icon";
import { shared } from "./styles";
import { ViewElement } from "./viewElement";
import "./copyMenu";

const ACTIONS = {
  run: t("Run again"),
  validate: t("Validate again"),
  preflight: t("Check again"),
  cancel: t("Cancel"),
};

export interface HeadingView {
  readonly heading: Heading;
  /** What the button does. */
  readonly action: keyof typeof ACTIONS;
  readonly strip?: StripView;
  readonly copyAs?: readonly { readonly id: string; readonly label: string }[];
}

/** Whose result this is, how far to trust it, and what can be done with it. */
class PanelHeading extends ViewElement<HeadingView> {
  static override readonly styles = [
    ...shared,
    css`
      header {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 12px;
        padding: 8px 0 7px;
        border-block-end: 1px solid var(--line);
      }
      h1 {
        line-height: 24px;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      h1 .sample {
        font-weight: normal;
      }
      .facts-line {
        grid-column: 1 / -1;
        color: var(--dim);
      }
      .basis {
        text-decoration: underline dotted;
        text-underline-offset: 3px;
      }
      .actions {
        display: flex;
        align-items: center;
        gap: 2px;
        margin-inline-end: -6px;
      }
      .notice {
        grid-column: 1 / -1;
        margin-block-start: 4px;
      }
      /* Beside an editor there is no room for both in a line: the name of the sample comes first. */
      @container (max-width: 639px) {
        h1 {
          grid-column: 1 / -1;
        }
        .facts-line {
          grid-area: 2 / 1;
          align-self: center;
        }
        .actions {
          grid-area: 2 / 2;
        }
      }
      @container (max-width: 499px) {
        .actions .word {
          display: none;
        }
        .quiet {
          padding: 0 2px;
        }
      }
    `,
  ];

  override render() {
    const { heading } = this.view;
    return html`<header>
      <h1 title=${[heading.grader, heading.sample].filter(Boolean).join(" › ")}>
        ${heading.grader}${
          heading.sample === undefined
            ? nothing
            : html`<span class="sample"><span class="dim"> › </span>${heading.sample}</span>`
        }
      </h1>
      <div class="actions">${this.neighbours()}${this.action()}${this.copyMenu()}</div>
      <div class="facts-line number">${facts(heading)}</div>
      ${notice(heading)}
    </header>`;
  }

  private action(): TemplateResult {
    const { action } = this.view;
    const words = ACTIONS[action];
    return html`<button
      class="quiet action"
      title=${words}
      aria-label=${words}
      @click=${() => {
        ask(this, { type: action === "cancel" ? "cancel" : "run-again" });
      }}
    >
      ${icon(action === "cancel" ? "debug-stop" : "refresh")}<span class="word">${words}</span>
    </button>`;
  }

  private copyMenu(): TemplateResult | typeof nothing {
    const { copyAs = [] } = this.view;
    return copyAs.length > 0 ? html`<graders-copy-menu .view=${copyAs}></graders-copy-menu>` : nothing;
  }

  private neighbours(): TemplateResult | typeof nothing {
    const cells = this.view.strip?.cells ?? [];
    const at = cells.findIndex(({ current }) => current);
    if (at < 0 || cells.length < 2) return nothing;
    return html`${this.neighbour(t("Previous sample"), "chevron-left", cells[at - 1]?.row)}
    ${this.neighbour(t("Next sample"), "chevron-right", cells[at + 1]?.row)}`;
  }

  private neighbour(
    label: string,
    glyph: "chevron-left" | "chevron-right",
    row: string | undefined,
  ): TemplateResult {
    // Not `disabled`: the focus would be lost at the strip's ends.
    return html`<button
      class="quiet only-icon"
      title=${label}
      aria-label=${label}
      aria-disabled=${String(row === undefined)}
      @click=${() => {
        if (row !== undefined) ask(this, { type: "select-sample", row });
      }}
    >
      ${icon(glyph)}
    </button>`;
  }
}

function facts({ provider, basis, duration }: Heading): TemplateResult {
  return html`${provider}${
    basis === undefined ? nothing : html` · <span class="basis" title=${basis.title}>${basis.text}</span>`
  }${duration === undefined ? nothing : html` · ${duration}`}`;
}

function notice({ stale, restored, time }: Heading): TemplateResult | typeof nothing {
  if (!stale && !restored) return nothing;
  return html`<p class="notice with-icon">
    ${icon(stale ? "warning" : "history", stale ? "warning" : "")}${stale ? staleWords(time) : restoredWords(time)}
  </p>`;
}

function staleWords(time: string | undefined): string {
  return time === undefined
    ? t("The grader has changed since this result.")
    : t("The grader has changed since this result ({0}).", time);
}

function restoredWords(time: string | undefined): string {
  return time === undefined
    ? t("This result is from before the reload.")
    : t("This result is from before the reload ({0}).", time);
}

customElements.define("graders-heading", PanelHeading);
