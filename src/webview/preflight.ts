import { css, html, nothing, type TemplateResult } from "lit";
import type { CheckView, PreflightView } from "../core/report/panel/panelView";
import { icon } from "./icon";
import { placeLink } from "./placeLink";
import { severityIcon } from "./severityIcon";
import { shared } from "./styles";
import { ViewElement } from "./viewElement";

/** The checks of a preflight, those that failed with links to what is at fault. */
class Preflight extends ViewElement<PreflightView> {
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
      .files {
        gap: 4px 20px;
      }
      .checks {
        border-block-start: 1px solid var(--line);
      }
      .checks > li {
        display: grid;
        grid-template-columns: 16px minmax(8em, 12em) minmax(0, 1fr);
        gap: 3px 8px;
        padding: 7px 0;
        border-block-end: 1px solid var(--line);
      }
      .skipped {
        color: var(--dim);
      }
      .findings {
        grid-column: 2 / -1;
        display: grid;
        gap: 3px;
      }
      .findings > li {
        display: grid;
        grid-template-columns: 16px minmax(0, 1fr);
        gap: 0 8px;
      }
      @container (max-width: 479px) {
        .checks > li {
          grid-template-columns: 16px minmax(0, 1fr);
        }
        .checks > li > .summary-line {
          grid-column: 2;
        }
      }
    `,
  ];

  override render() {
    const { summary, state, files, checks } = this.view;
    return html`<h2 class="summary with-icon">${stateIcon(state)}<span>${summary}</span></h2>
      <div class="row files">
        ${files.map(({ label, link }) => html`<span><span class="dim">${label}</span> ${placeLink(link)}</span>`)}
      </div>
      <ul class="checks">
        ${checks.map(checkItem)}
      </ul>`;
  }
}

function checkItem({ title, state, stateText, summary, findings }: CheckView): TemplateResult {
  return html`<li class=${state}>
    ${stateIcon(state)}
    <h3>${title}<span class="unseen">: ${stateText}</span></h3>
    <p class="message summary-line">${state === "skipped" ? `${stateText}: ` : nothing}${summary}</p>
    ${
      findings.length > 0
        ? html`<ul class="findings">
            ${findings.map(
              ({ severity, message, place }) =>
                html`<li>
                  ${severityIcon(severity)}
                  <p class="message"><span class="number">${placeLink(place)}</span> ${message}</p>
                </li>`,
            )}
          </ul>`
        : nothing
    }
  </li>`;
}

function stateIcon(state: CheckView["state"]): TemplateResult {
  switch (state) {
    case "passed":
      return icon("pass", "pass");
    case "warned":
      return icon("warning", "warning");
    case "failed":
      return icon("error", "error");
    case "skipped":
      return icon("circle-slash");
  }
}

customElements.define("graders-preflight", Preflight);
