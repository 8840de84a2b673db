import { css, html } from "lit";
import "@vscode-elements/elements/dist/vscode-progress-bar/index.js";
import { shared } from "./styles";
import { ViewElement } from "./viewElement";

/** Something is under way; the heading's button cancels it. */
class Running extends ViewElement<string> {
  static override readonly styles = [
    ...shared,
    css`
      :host {
        position: relative;
      }
      /* On the heading's line, as VS Code has it under a tab. */
      vscode-progress-bar {
        position: absolute;
        inset: 0 0 auto;
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
