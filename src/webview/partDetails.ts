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
      label="Why"
      detail=${why.summary}
      ?initially=${this.alone || why.mends.length > 0}
    >
      <graders-why .view=${why}></graders-why>
    </graders-fold>`;
  }

  private judge(judge: JudgeView): TemplateResult {
    return html`<graders-fold
      name=${this.nameOf("judge")}
      label="Judge"
      detail=${judge.title}
      ?initially=${this.alone}
    >
      <graders-judge .view=${judge}></graders-judge>
    </graders-fold>`;
  }

  private output(output: OutputView): TemplateResult {
    return html`<graders-fold
      name=${this.nameOf("output")}
      label="Output"
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
      label="Rendered inputs"
      detail=${rendered.map(({ label }) => label).join(", ")}
    >
      <div class="rendered">
        ${rendered.map(
          ({ label, text, place }) =>
            html`<div>
              ${placeLink({ label, place: place.place })}
              ${text === "" ? html`<p class="dim">empty</p>` : html`<pre>${text}</pre>`}
            </div>`,
        )}
      </div>
    </graders-fold>`;
  }
}

function outputWords({ stdout, stderr, traceback }: OutputView): string {
  const lines = stdout === "" ? 0 : stdout.replace(/\n$/, "").split("\n").length;
  const printed = lines === 0 ? "printed nothing" : `printed ${lines} line${lines === 1 ? "" : "s"}`;
  return [
    printed,
    ...(stderr === "" ? [] : ["wrote to stderr"]),
    ...(traceback === undefined ? [] : ["traceback"]),
  ].join(", ");
}

customElements.define("graders-part-details", PartDetails);
