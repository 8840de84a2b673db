import { t } from "@vscode/l10n";
import type { JsonPath } from "../json/value";
import { weakestBasis } from "../result/basis";
import type { Basis, Failure, RenderedInput } from "../result/runResult";
import { parseTemplate } from "../template/parse";
import { MAX_RENDERED_LENGTH, renderTemplate } from "../template/render";
import type { GradeContext } from "./graded";

/** Collects what a grader's templates became, and what they could not find. */
export class Inputs {
  readonly rendered: RenderedInput[] = [];
  readonly failures: Failure[] = [];
  private isWithinText = false;

  constructor(private readonly context: GradeContext) {}

  /** How far a number made of these texts can be trusted, that would have this basis for what else makes it. */
  basis(otherwise: Basis): Basis {
    return this.isWithinText ? weakestBasis([otherwise, "unpublished default"]) : otherwise;
  }

  /** The rendered text; empty where a variable is missing, with the failures noted. */
  render(template: string, path: JsonPath): string {
    const { data, options } = this.context;
    const outcome = renderTemplate(parseTemplate(template), data, options.values);
    if (outcome.kind === "text") {
      this.rendered.push({ path, text: outcome.text });
      this.isWithinText ||= outcome.isWithinText;
      return outcome.text;
    }
    if (outcome.kind === "too-long") {
      const message = t("The template's text would be longer than {0} characters.", MAX_RENDERED_LENGTH);
      const mend = t("Name smaller parts of the data, or name them less often.");
      this.failures.push({ flag: "other_error", message, mend, path });
      return "";
    }
    for (const { flags, start, end, ...said } of outcome.missing) {
      for (const flag of flags) this.failures.push({ flag, ...said, path, span: { start, end } });
    }
    return "";
  }
}
