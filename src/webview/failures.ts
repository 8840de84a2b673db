import { css, html, nothing, type TemplateResult } from "lit";
import type { FlagView } from "../core/report/panel/panelView";
import { icon } from "./icon";
import { placeLink } from "./placeLink";
import { shared } from "./styles";
import { ViewElement } from "./viewElement";

/** Raised flags, each with its meaning, place and mend: they stand where a number would. */
class Failures extends ViewElement<readonly FlagView[]> {
  static override readonly styles = [
    ...shared,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
      }
      article {
        display: grid;
        grid-template-columns: 16px minmax(0, 1fr);
        gap: 3px 8px;
      }
      article > :not(.icon) {
        grid-column: 2;
      }
      h2 {
        font-size: 1.3em;
        line-height: 1.25;
      }
      h2 code {
        margin-inline-start: 6px;
        font-size: 0.75em;
        font-weight: normal;
        overflow-wrap: anywhere;
      }
      article > .icon {
        margin-block-start: 3px;
      }
      .places {
        display: grid;
        gap: 2px;
      }
    `,
  ];

  override render() {
    return this.view.map(failure);
  }
}

function failure(view: FlagView): TemplateResult {
  const { flag, title, meaning, message, detail, mend, places } = view;
  return html`<article>
    ${icon("error", "error")}
    <h2>${title} <code class="dim">${flag}</code></h2>
    <p class="message">${message}</p>
    ${detail === undefined ? nothing : html`<p class="message dim">${detail}</p>`} ${placeList(places)}
    ${
      mend === undefined
        ? nothing
        : html`<p class="with-icon">${icon("lightbulb", "info")}<span class="message">${mend}</span></p>`
    }
    <p class="dim">${meaning}</p>
  </article>`;
}

function placeList(places: FlagView["places"]): TemplateResult | typeof nothing {
  if (places.length === 0) return nothing;
  return html`<ul class="places">
    ${places.map((place) => html`<li class="with-icon">${icon("go-to-file")}${placeLink(place)}</li>`)}
  </ul>`;
}

customElements.define("graders-failures", Failures);
