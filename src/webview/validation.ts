import { t } from "@vscode/l10n";
import { css, html, nothing, type TemplateResult } from "lit";
import type { FindingView, ValidationView } from "../core/report/panel/panelView";
import { icon } from "./icon";
import { mendButton } from "./mendButton";
import { placeLink } from "./placeLink";
import { severityIcon } from "./severityIcon";
import { shared } from "./styles";
import { ViewElement } from "./viewElement";
import "./diff";

/** What validating found, each finding a link. */
class Validation extends ViewElement<ValidationView> {
  static override readonly styles = [
    ...shared,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 14px;
      }
      .summary {
        font-size: 1.15em;
      }
      .findings {
        border-block-start: 1px solid var(--line);
      }
      .findings > li {
        display: grid;
        grid-template-columns: 16px minmax(0, 1fr);
        gap: 3px 8px;
        padding: 7px 0;
        border-block-end: 1px solid var(--line);
      }
      .findings > li > :not(.icon) {
        grid-column: 2;
      }
    `,
  ];

  override render() {
    const { view } = this;
    const { findings, requestId } = view;
    return html`<h2 class="summary with-icon">${summaryIcon(view)}<span>${view.summary}</span></h2>
      ${
        findings.length > 0
          ? html`<ul class="findings">
              ${findings.map(finding)}
            </ul>`
          : nothing
      }
      ${view.diff.length > 0 ? html`<graders-diff .view=${view}></graders-diff>` : nothing}
      ${requestId === undefined ? nothing : html`<p class="dim">${t("Request id")} <code>${requestId}</code></p>`}`;
  }
}

function summaryIcon({ counts }: ValidationView): TemplateResult {
  if (counts.errors > 0) return icon("error", "error");
  if (counts.warnings > 0) return icon("warning", "warning");
  return counts.information > 0 ? icon("info", "info") : icon("pass", "pass");
}

function finding({ severity, message, place, source, code, mend }: FindingView): TemplateResult {
  return html`<li>
    ${severityIcon(severity)}
    <p class="message"><span class="unseen">${SEVERITIES[severity]}: </span>${message}</p>
    <div class="row">
      <span class="number">${placeLink(place)}</span><span class="dim">${source} · ${code}</span>
    </div>
    ${mend ? html`<div>${mendButton(mend)}</div>` : nothing}
  </li>`;
}

const SEVERITIES: Readonly<Record<FindingView["severity"], string>> = {
  error: t("error"),
  warning: t("warning"),
  information: t("information"),
  hint: t("hint"),
};

customElements.define("graders-validation", Validation);
