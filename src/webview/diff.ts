import { t } from "@vscode/l10n";
import { css, html, nothing, type TemplateResult } from "lit";
import type { DiffLine, ValidationView } from "../core/report/panel/panelView";
import { ask } from "./ask";
import { icon, type IconName } from "./icon";
import { shared } from "./styles";
import { ViewElement } from "./viewElement";
import "@vscode-elements/elements/dist/vscode-button/index.js";

const CHANGES: Readonly<Record<DiffLine["change"], { readonly glyph: IconName; readonly words: string }>> = {
  added: { glyph: "add", words: t("added") },
  dropped: { glyph: "remove", words: t("dropped") },
  changed: { glyph: "edit", words: t("changed") },
};

/** How the grader that the provider gave back differs from what was sent. */
class Diff extends ViewElement<Pick<ValidationView, "diff" | "canApply">> {
  static override readonly styles = [
    ...shared,
    css`
      table {
        inline-size: 100%;
        margin-block: 4px 8px;
        border-collapse: collapse;
      }
      th,
      td {
        padding: 3px 14px 3px 0;
        text-align: start;
        vertical-align: baseline;
        font-weight: normal;
        overflow-wrap: anywhere;
      }
      thead th {
        color: var(--dim);
      }
      tbody tr {
        border-block-start: 1px solid var(--line);
      }
      .change {
        white-space: nowrap;
      }
      @container (max-width: 479px) {
        thead {
          display: none;
        }
        tr,
        th,
        td {
          display: block;
          padding: 1px 0;
        }
        tr {
          padding: 5px 0;
        }
        [data-label]::before {
          content: attr(data-label) " ";
          color: var(--dim);
        }
      }
    `,
  ];

  override render() {
    const { diff, canApply } = this.view;
    return html`<h2>${t("The provider gave the grader back changed")}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">${t("Change")}</th>
            <th scope="col">${t("Field")}</th>
            <th scope="col">${t("Sent")}</th>
            <th scope="col">${t("Returned")}</th>
          </tr>
        </thead>
        <tbody>
          ${diff.map(line)}
        </tbody>
      </table>
      ${
        canApply
          ? html`<vscode-button
              secondary
              @click=${() => {
                ask(this, { type: "apply-returned" });
              }}
              >${t("Apply to the grader")}</vscode-button
            >`
          : nothing
      }`;
  }
}

function line({ change, path, sent, returned }: DiffLine): TemplateResult {
  const { glyph, words } = CHANGES[change];
  return html`<tr>
    <td class="change">${icon(glyph)} ${words}</td>
    <th scope="row"><code>${path}</code></th>
    <td data-label=${t("sent")}>${value(sent)}</td>
    <td data-label=${t("returned")}>${value(returned)}</td>
  </tr>`;
}

function value(text: string | undefined): TemplateResult {
  return text === undefined ? html`<span class="dim">–</span>` : html`<code>${text}</code>`;
}

customElements.define("graders-diff", Diff);
