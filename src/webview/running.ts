import { css, html } from "lit";
import "@vscode-elements/elements/dist/vscode-progress-bar/index.js";
import { shared } from "./styles";
import { ViewElement } from "./viewElement";

/** Something is under way; the heading's button cancels it. */
class Running extends ViewElement<string> {
  static override readonly styles = [
    ...shared,
    css`
      vscode-progress-bar {
        margin-block-end: 10px;
      }
      @media (prefers-reduced-motion: reduce) {
        vscode-progress-bar {
          display: none;
        }
      }
    `,
  ];

  override render() {
    return html`<vscode-progress-bar indeterminate aria-label=${this.view}></vscode-progress-bar>
      <p>${this.view}…</p>`;
  }
}

customElements.define("graders-running", Running);
