import { html } from "lit";
import type { Fact } from "../core/report/panel/panelView";
import { shared } from "./styles";
import { ViewElement } from "./viewElement";

/** Labels and values, aligned. */
class Facts extends ViewElement<readonly Fact[]> {
  static override readonly styles = shared;

  override render() {
    return html`<dl class="facts">
      ${this.view.map(
        ({ label, value }) =>
          html`<dt>${label}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>`;
  }
}

customElements.define("graders-facts", Facts);
