import { t } from "@vscode/l10n";
import { css, html, nothing, type TemplateResult } from "lit";
import type { RewardView } from "../core/report/panel/panelView";
import { icon } from "./icon";
import { shared } from "./styles";
import { ViewElement } from "./viewElement";
import "./scale";

/** The number at first glance, with what it means; an errored result's number is never shown as a score. */
class Reward extends ViewElement<RewardView> {
  static override readonly styles = [
    ...shared,
    css`
      .scored {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 20px;
      }
      .reward {
        font-size: 34px;
        line-height: 42px;
        font-weight: var(--vscode-font-weight);
        letter-spacing: -0.02em;
      }
      .beside {
        flex: 1 1 240px;
        min-inline-size: 0;
      }
      .words {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 14px;
      }
      .words > * {
        display: inline-flex;
        align-items: center;
        gap: 5px;
      }
      .words.errored {
        padding-inline-start: 24px;
      }
      .expectation {
        margin-block-start: 4px;
      }
      .expectation > div {
        display: flex;
        flex-wrap: wrap;
        gap: 0 14px;
      }
      .expectation li {
        color: var(--dim);
        overflow-wrap: anywhere;
      }
    `,
  ];

  override render() {
    const { view } = this;
    const state = view.errored ? erroredState(view) : scoredState(view);
    return html`${state}${expectation(view)}`;
  }
}

function scoredState({ text, label, passed, scale, was }: RewardView): TemplateResult {
  return html`<div class="scored">
    <strong class="reward number">${text}</strong>
    <div class="beside">
      <div class="words">
        <span>${label}</span>
        ${
          passed === undefined
            ? nothing
            : html`<span class="passed"
                >${passed.yes ? icon("pass", "pass") : icon("error", "warning")} ${passed.text}</span
              >`
        }
        ${was === undefined ? nothing : html`<span class="was dim number">${was}</span>`}
      </div>
      ${
        scale === undefined ? nothing : html`<graders-scale .view=${{ reward: text, scale }}></graders-scale>`
      }
    </div>
  </div>`;
}

function erroredState({ text, was }: RewardView): TemplateResult {
  return html`<div class="words errored">
    <strong>${t("errored")}</strong>
    <span class="dim number">${t("no score; the API's reward:")} <s>${text}</s></span>
    ${was === undefined ? nothing : html`<span class="was dim number">${was}</span>`}
  </div>`;
}

function expectation({ expectation: expected }: RewardView): TemplateResult | typeof nothing {
  if (!expected) return nothing;
  const { met, reasons } = expected;
  return html`<div class="expectation with-icon">
    ${met ? icon("check", "pass") : icon("close", "error")}
    <div>
      ${met ? t("as the sample expects") : t("not as the sample expects")}
      <ul class="number">
        ${reasons.map((reason) => html`<li>${reason}</li>`)}
      </ul>
    </div>
  </div>`;
}

customElements.define("graders-reward", Reward);
