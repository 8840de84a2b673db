import { css, html, LitElement } from "lit";
import { shared } from "./styles";

/** Before the first result. */
class Empty extends LitElement {
  static override readonly styles = [
    ...shared,
    css`
      :host {
        display: grid;
        gap: 6px;
        justify-items: center;
        padding: 64px 16px;
        text-align: center;
      }
      h1 {
        font-size: 1.15em;
      }
    `,
  ];

  override render() {
    return html`<h1>No result yet</h1>
      <p class="dim">
        Open a grader file and choose Run Grader on Sample, in its title bar or above its first line.
      </p>`;
  }
}

customElements.define("graders-empty", Empty);
