import { t } from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { MendView, TextPiece, TextSide, WhyView } from "../core/report/panel/panelView";
import { mendButton } from "./mendButton";
import { shared } from "./styles";
import { ViewElement } from "./viewElement";
import { whyStyles } from "./whyStyles";

/** Why two texts differ: aligned, the first difference marked, what can't be seen named. */
class Why extends ViewElement<WhyView> {
  static override readonly styles = [...shared, whyStyles];

  private shown = "";

  /** A long text scrolls in its box, and opens where it differs: not before it is unfolded, and once. */
  protected override updated(): void {
    const shown = JSON.stringify(this.view.sides);
    if (shown === this.shown) return;
    this.shown = shown;
    for (const text of this.renderRoot.querySelectorAll(".text")) {
      const first = text.querySelector(".first");
      const sizes = new ResizeObserver(() => {
        if (first) text.scrollTop += top(first) - top(text) - text.clientHeight / 2;
        sizes.disconnect();
      });
      sizes.observe(text);
    }
  }

  override render() {
    const { mends, sides, firstDifference, shortened } = this.view;
    const manyLines = sides.some(hasManyLines);
    return html`${mends.length > 0 ? mendRow(mends) : nothing}
      <div class="sides ${manyLines ? "many-lines" : ""}">${sides.map(side)}</div>
      ${firstDifference === undefined ? nothing : html`<p>${firstDifference}</p>`}
      ${shortened === undefined ? nothing : html`<p class="dim">${shortened}</p>`}`;
  }
}

function top(element: Element): number {
  return element.getBoundingClientRect().top;
}

/** A line break at a text's end makes no second line to compare. */
function hasManyLines({ pieces }: TextSide): boolean {
  return pieces
    .map(({ text }) => text)
    .join("")
    .trimEnd()
    .includes("\n");
}

function mendRow(mends: readonly MendView[]): TemplateResult {
  return html`<div class="row">${mends.map(mendButton)}</div>`;
}

function side({ label, pieces }: TextSide, at: number): TemplateResult {
  return html`<div class="side ${at === 0 ? "left" : "right"}">
    <span class="label">${label}</span>
    ${
      pieces.length === 0
        ? html`<span class="dim">${t("empty")}</span>`
        : html`<div class="text" tabindex="0" role="group" aria-label=${label}>${pieces.map(piece)}</div>`
    }
  </div>`;
}

function piece({ kind, text, name, different, first }: TextPiece): TemplateResult {
  const classes = first ? "first" : "";
  switch (kind) {
    case "same":
      return html`<span>${text}</span>`;
    case "different":
      return html`<mark class=${classes}>${text}</mark>`;
    case "invisible":
      return invisible(text, name, `${classes} ${different ? "different" : "same"}`);
  }
}

/** Shown by name; a line break goes on breaking the line. */
function invisible(text: string, name: string | undefined, classes: string): TemplateResult {
  return html`<mark class="invisible ${classes}" title=${name ?? ""}>${name}</mark
    >${text.includes("\n") ? "\n" : nothing}`;
}

customElements.define("graders-why", Why);
