import { t } from "@vscode/l10n";
import { css, html, nothing, type TemplateResult } from "lit";
import type { JudgeView, OutputView, PartView, WhyView } from "../core/report/panel/panelView";
import { icon } from "./icon";
import { placeLink } from "./placeLink";
import { shared } from "./styles";
import { ViewElement } from "./viewElement";
import "./fold";
import "./judge";
import "./output";
import "./why";

/** What unfolds under a grader: why, the judge, printed output, rendered texts. */
class PartDetails extends ViewElement<PartView> {
  static override readonly styles = [
    ...shared,
    css`
      .rendered {
        display: grid;
        gap: 8px;
      }
      .rendered .link {
        margin-block-end: 2px;
      }
      .note {
        padding: 2px 0;
      }
    `,
  ];

  override render() {
    const { view } = this;
    const { why, judge, output } = view;
    return html`${view.notes.map((note) => html`<p class="note with-icon">${icon("info", "info")}${note}</p>`)}
    ${why ? this.why(why) : nothing} ${judge ? this.judge(judge) : nothing}
    ${output ? this.output(output) : nothing} ${this.rendered()}`;
  }

  private get alone(): boolean {
    return this.view.key === undefined;
  }

  /** A fold's state is kept for each sub-grader of its own. */
  private nameOf(fold: string): string {
    return `${fold}:${this.view.key ?? ""}`;
  }

  private why(why: WhyView): TemplateResult {
    return html`<graders-fold
      name=${this.nameOf("why")}
      label=${t("Why")}
      detail=${why.summary}
      ?initially=${this.alone || why.mends.length > 0}
    >
      <graders-why .view=${why}></graders-why>
    </graders-fold>`;
  }

  private judge(judge: JudgeView): TemplateResult {
    return html`<graders-fold
      name=${this.nameOf("judge")}
      label=${t("Judge")}
      detail=${judge.title}
      ?initially=${this.alone}
    >
      <graders-judge .view=${judge}></graders-judge>
    </graders-fold>`;
  }

  private output(output: OutputView): TemplateResult {
    return html`<graders-fold
      name=${this.nameOf("output")}
      label=${t("Output")}
      detail=${outputWords(output)}
      ?initially=${this.alone && output.traceback !== undefined}
    >
      <graders-output .view=${output}></graders-output>
    </graders-fold>`;
  }

  private rendered(): TemplateResult | typeof nothing {
    const { rendered } = this.view;
    if (rendered.length === 0) return nothing;
    return html`<graders-fold
      name=${this.nameOf("rendered")}
      label=${t("Rendered inputs")}
      detail=${rendered.map(({ label }) => label).join(", ")}
    >
      <div class="rendered">
        ${rendered.map(
          ({ label, text, place }) =>
            html`<div>
              ${placeLink({ label, place: place.place })}
              ${text === "" ? html`<p class="dim">${t("empty")}</p>` : html`<pre>${text}</pre>`}
            </div>`,
        )}
      </div>
    </graders-fold>`;
  }
}

function outputWords({ stdout, stderr, traceback }: OutputView): string {
  const lines = stdout === "" ? 0 : stdout.replace(/\n$/, "").split("\n").length;
  return [
    printedWords(lines),
    ...(stderr === "" ? [] : [t("wrote to stderr")]),
    ...(traceback === undefined ? [] : [t("traceback")]),
  ].join(", ");
}

function printedWords(lines: number): string {
  if (lines === 0) return t("printed nothing");
  return lines === 1 ? t("printed 1 line") : t("printed {0} lines", lines);
}

customElements.define("graders-part-details", PartDetails);
