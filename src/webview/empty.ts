import { t } from "@vscode/l10n";
import { css, html, LitElement } from "lit";
import { icon } from "./icon";
import { shared } from "./styles";

/** Before the first result. */
class Empty extends LitElement {
  static override readonly styles = [
    ...shared,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 6px;
        justify-items: center;
        padding: 56px 16px;
        text-align: center;
      }
      h1 {
        font-size: 1.15em;
      }
      p {
        max-inline-size: 100ch;
        text-wrap: balance;
      }
      .icon {
        margin-block-end: 8px;
        inline-size: 36px;
        block-size: 36px;
        font-size: 36px;
        color: var(--dim);
      }
    `,
  ];

  override render() {
    return html`${icon("beaker")}
      <h1>${t("No result yet")}</h1>
      <p>${t("Open a grader file, such as NAME.grader.json.")}</p>
      <p class="dim">
        ${t("Then choose Run Grader on Sample or Validate Grader, in its title bar or above its first line.")}
      </p>`;
  }
}

customElements.define("graders-empty", Empty);
