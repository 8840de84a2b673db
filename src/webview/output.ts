import { t } from "@vscode/l10n";
import { css, html, nothing, type TemplateResult } from "lit";
import type { OutputView } from "../core/report/panel/panelView";
import { shared } from "./styles";
import { ViewElement } from "./viewElement";

/** What Python printed, and its traceback. */
class Output extends ViewElement<OutputView> {
  static override readonly styles = [
    ...shared,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
      }
      figcaption {
        color: var(--dim);
        margin-block-end: 2px;
      }
    `,
  ];

  override render() {
    const { runtime, stdout, stderr, traceback = "" } = this.view;
    return html`${captured(t("traceback"), traceback)}${captured(t("printed"), stdout)}${captured("stderr", stderr)}
      <p class="dim">${runtime}</p>`;
  }
}

function captured(label: string, text: string): TemplateResult | typeof nothing {
  if (text === "") return nothing;
  return html`<figure>
    <figcaption>${label}</figcaption>
    <pre tabindex="0" aria-label=${label}>${text}</pre>
  </figure>`;
}

customElements.define("graders-output", Output);
