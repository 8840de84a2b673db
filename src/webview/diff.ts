import { css, html, nothing, type TemplateResult } from "lit";
import type { DiffLine, ValidationView } from "../core/report/panel/panelView";
import { ask } from "./ask";
import { icon, type IconName } from "./icon";
import { shared } from "./styles";
import { ViewElement } from "./viewElement";
import "@vscode-elements/elements/dist/vscode-button/index.js";

const ICONS: Readonly<Record<DiffLine["change"], IconName>> = {
  added: "add",
  dropped: "remove",
  changed: "edit",
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
    return html`<h2>The provider gave the grader back changed</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Change</th>
            <th scope="col">Field</th>
            <th scope="col">Sent</th>
            <th scope="col">Returned</th>
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
              >Apply to the grader</vscode-button
            >`
          : nothing
      }`;
  }
}

function line({ change, path, sent, returned }: DiffLine): TemplateResult {
  return html`<tr>
    <td class="change">${icon(ICONS[change])} ${change}</td>
    <th scope="row"><code>${path}</code></th>
    <td data-label="sent">${value(sent)}</td>
    <td data-label="returned">${value(returned)}</td>
  </tr>`;
}

function value(text: string | undefined): TemplateResult {
  return text === undefined ? html`<span class="dim">–</span>` : html`<code>${text}</code>`;
}

customElements.define("graders-diff", Diff);
