import { t } from "@vscode/l10n";
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { StripView } from "../core/report/panel/panelView";
import { ask } from "./ask";
import { icon } from "./icon";
import { stripCell } from "./stripCell";
import { stripStyles } from "./stripStyles";
import { shared } from "./styles";
import { ViewElement } from "./viewElement";

/** All paired samples, a cell a row. Arrows move, Enter shows; one cell is in the tab order. */
class Strip extends ViewElement<StripView> {
  static override readonly properties = { view: { attribute: false }, at: { state: true } };
  static override readonly styles = [...shared, stripStyles];
  /** The cell that Tab reaches. */
  declare at: number;

  constructor() {
    super();
    this.at = 0;
  }

  override render() {
    const { cells, summary, shortened } = this.view;
    return html`<div class="head">
        <h2 class="number">${summary}</h2>
        ${this.batchButton()}
      </div>
      <div
        class="cells number"
        role="listbox"
        aria-label=${t("Samples")}
        aria-orientation="horizontal"
        @keydown=${this.pressed}
        @click=${this.clicked}
      >
        ${repeat(
          cells,
          ({ row }) => row,
          (cell, at) => stripCell(cell, at, at === this.at),
        )}
      </div>
      ${shortened === undefined ? nothing : html`<p class="dim">${shortened}</p>`}`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("view")) return;
    const current = this.view.cells.findIndex((cell) => cell.current);
    const before = changed.get("view")?.cells.findIndex((cell) => cell.current);
    if (current >= 0 && current !== before) this.at = current;
    this.at = Math.min(this.at, Math.max(this.view.cells.length - 1, 0));
  }

  protected override updated(changed: PropertyValues<this>): void {
    for (const [at, element] of this.cellElements.entries()) {
      const fraction = this.view.cells[at]?.fraction;
      if (fraction === undefined) element.style.removeProperty("--fraction");
      // Through the CSSOM: the page's policy refuses style attributes.
      else element.style.setProperty("--fraction", String(fraction));
    }
    if (changed.has("at")) this.bringIntoView();
  }

  private get cellElements(): readonly HTMLElement[] {
    return [...(this.shadowRoot?.querySelectorAll<HTMLElement>("[role=option]") ?? [])];
  }

  /** Scrolls the strip alone: the page stays where the reader is. */
  private bringIntoView(): void {
    const cell = this.cellElements[this.at];
    const list = cell?.parentElement;
    if (!cell || !list) return;
    const top = cell.offsetTop - list.offsetTop;
    if (top < list.scrollTop) list.scrollTop = top - 4;
    const bottom = top + cell.offsetHeight;
    if (bottom > list.scrollTop + list.clientHeight) list.scrollTop = bottom - list.clientHeight + 4;
  }

  private batchButton(): TemplateResult {
    const { running } = this.view;
    return html`<button
      class="quiet batch"
      @click=${() => {
        ask(this, { type: running ? "cancel" : "run-all" });
      }}
    >
      ${icon(running ? "debug-stop" : "run-all")}${running ? t("Cancel") : t("Run All")}
    </button>`;
  }

  private readonly clicked = (event: Event): void => {
    const element = event.composedPath().find((target) => this.cellElements.includes(target as HTMLElement));
    if (element) this.select(this.cellElements.indexOf(element as HTMLElement));
  };

  private select(at: number): void {
    const cell = this.view.cells[at];
    if (!cell) return;
    this.at = at;
    ask(this, { type: "select-sample", row: cell.row });
  }

  private readonly pressed = (event: KeyboardEvent): void => {
    if (event.key === "Enter" || event.key === " ") this.select(this.at);
    else {
      const next = this.goal(event.key);
      if (next === undefined) return;
      this.at = Math.max(0, Math.min(next, this.view.cells.length - 1));
      this.cellElements[this.at]?.focus({ preventScroll: true });
    }
    event.preventDefault();
  };

  private goal(key: string): number | undefined {
    switch (key) {
      case "ArrowLeft":
        return this.at - 1;
      case "ArrowRight":
        return this.at + 1;
      case "ArrowUp":
        return this.at < this.columns ? this.at : this.at - this.columns;
      case "ArrowDown":
        return this.at + this.columns;
      case "Home":
        return 0;
      case "End":
        return this.view.cells.length - 1;
      default:
        return undefined;
    }
  }

  /** As many as the panel's width has room for. */
  private get columns(): number {
    const elements = this.cellElements;
    const second = elements.findIndex(({ offsetTop }) => offsetTop !== elements[0]?.offsetTop);
    return second < 0 ? elements.length : second;
  }
}

customElements.define("graders-strip", Strip);
