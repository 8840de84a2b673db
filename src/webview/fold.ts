import { css, html, LitElement, nothing } from "lit";
import { isFoldOpen, keepFold } from "./host";
import { icon } from "./icon";
import { shared } from "./styles";

/** Something to unfold; a reload finds it as the user left it. */
class Fold extends LitElement {
  static override readonly properties = {
    name: {},
    label: {},
    detail: {},
    initially: { type: Boolean },
  };
  static override readonly styles = [
    ...shared,
    css`
      summary {
        display: flex;
        align-items: baseline;
        gap: 2px 6px;
        margin-inline-start: -4px;
        padding: 2px 4px 2px 0;
        list-style: none;
        cursor: pointer;
        border-radius: 3px;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      summary:hover {
        background: var(--vscode-list-hoverBackground);
      }
      summary > .icon {
        align-self: center;
      }
      details[open] > summary > .icon {
        transform: rotate(90deg);
      }
      .label {
        flex: none;
      }
      .detail {
        color: var(--dim);
        min-inline-size: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      details[open] .detail {
        white-space: normal;
        overflow-wrap: anywhere;
      }
      .content {
        padding: 4px 0 8px 18px;
      }
      @media (prefers-reduced-motion: no-preference) {
        summary > .icon {
          transition: transform 0.1s;
        }
      }
    `,
  ];
  /** What its state is kept under. */
  declare name: string;
  declare label: string;
  declare detail: string | undefined;
  /** Whether it is open until the user closes it. */
  declare initially: boolean;

  constructor() {
    super();
    this.initially = false;
  }

  override render() {
    return html`<details ?open=${isFoldOpen(this.name, this.initially)} @toggle=${this.toggled}>
      <summary>
        ${icon("chevron-right")}<span class="label">${this.label}</span>${
          this.detail === undefined ? nothing : html`<span class="detail">${this.detail}</span>`
        }
      </summary>
      <div class="content"><slot></slot></div>
    </details>`;
  }

  private readonly toggled = ({ currentTarget }: Event): void => {
    const { open } = currentTarget as HTMLDetailsElement;
    if (open !== isFoldOpen(this.name, this.initially)) keepFold(this.name, open);
  };
}

customElements.define("graders-fold", Fold);
