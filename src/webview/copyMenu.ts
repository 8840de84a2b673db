import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import { ask } from "./ask";
import { icon } from "./icon";
import { shared } from "./styles";

interface Format {
  readonly id: string;
  readonly label: string;
}

/** "Copy as": a menu button as the ARIA practices describe it; vscode-context-menu has no menu roles. */
class CopyMenu extends LitElement {
  static override readonly properties = { view: { attribute: false }, open: { state: true } };
  static override readonly styles = [
    ...shared,
    css`
      :host {
        position: relative;
        display: flex;
      }
      [role="menu"] {
        position: absolute;
        inset-block-start: calc(100% + 2px);
        inset-inline-end: 0;
        z-index: 2;
        min-inline-size: 150px;
        padding: 4px;
        color: var(--vscode-menu-foreground);
        background: var(--vscode-menu-background);
        border: 1px solid var(--vscode-menu-border, transparent);
        border-radius: 5px;
        box-shadow: 0 2px 8px var(--vscode-widget-shadow, transparent);
      }
      [role="menuitem"] {
        display: block;
        inline-size: 100%;
        padding: 3px 12px;
        border-radius: 3px;
        white-space: nowrap;
      }
      [role="menuitem"]:hover,
      [role="menuitem"]:focus {
        color: var(--vscode-menu-selectionForeground, inherit);
        background: var(--vscode-menu-selectionBackground);
        outline: 1px solid var(--vscode-menu-selectionBorder, transparent);
        outline-offset: -1px;
      }
      @container (max-width: 479px) {
        .word {
          display: none;
        }
      }
    `,
  ];
  declare view: readonly Format[];
  declare open: boolean;

  constructor() {
    super();
    this.open = false;
    this.addEventListener("focusout", ({ relatedTarget }) => {
      if (this.open && !this.shadowRoot?.contains(relatedTarget as Node | null)) this.open = false;
    });
    this.addEventListener("keydown", this.pressed);
  }

  override render() {
    return html`<button
        class="quiet"
        title=${t("Copy as")}
        aria-label=${t("Copy as")}
        aria-haspopup="menu"
        aria-expanded=${String(this.open)}
        @click=${this.toggle}
      >
        ${icon("copy")}<span class="word">${t("Copy as")}</span>${icon("chevron-down")}
      </button>
      ${
        this.open
          ? html`<div role="menu" aria-label=${t("Copy as")}>
              ${this.view.map((format) => this.item(format))}
            </div>`
          : nothing
      }`;
  }

  private item({ id, label }: Format) {
    return html`<button
      role="menuitem"
      tabindex="-1"
      @click=${() => {
        this.close();
        ask(this, { type: "copy-as", format: id });
      }}
    >
      ${label}
    </button>`;
  }

  private get items(): readonly HTMLElement[] {
    return [...(this.shadowRoot?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
  }

  private async show(at: number): Promise<void> {
    this.open = true;
    await this.updateComplete;
    this.items.at(at)?.focus();
  }

  private readonly toggle = (): void => {
    if (this.open) this.close();
    else void this.show(0);
  };

  private close(): void {
    this.open = false;
    this.shadowRoot?.querySelector("button")?.focus();
  }

  private readonly pressed = (event: KeyboardEvent): void => {
    // From the button on, Tab goes its usual way.
    if (event.key === "Tab" && this.open) this.close();
    const { items } = this;
    const at = items.findIndex((item) => item === this.shadowRoot?.activeElement);
    const moves: Readonly<Record<string, () => unknown>> = this.open
      ? {
          ArrowDown: () => items[(at + 1) % items.length]?.focus(),
          ArrowUp: () => items.at(at - 1)?.focus(),
          Home: () => items[0]?.focus(),
          End: () => items.at(-1)?.focus(),
          Escape: () => this.close(),
        }
      : { ArrowDown: () => this.show(0), ArrowUp: () => this.show(-1) };
    const move = Object.hasOwn(moves, event.key) ? moves[event.key] : undefined;
    if (!move) return;
    event.preventDefault();
    move();
  };
}

customElements.define("graders-copy-menu", CopyMenu);
