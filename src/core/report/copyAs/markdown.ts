import { t } from "@vscode/l10n";
import { textAt } from "../../json/value";
import { writePrettyJson } from "../../json/write";
import { Markdown } from "../../markdown";
import { sampleNamespace } from "../../sample/namespace";
import type { FlagView, PartView, RunView } from "../panel/panelView";
import { runView } from "../panel/runView";
import type { CopyContext } from "./context";

/** A small report for an issue or a pull request. */
export function markdownText(context: CopyContext): string {
  const view = runView(context);
  const { formula, parts, failures } = view;
  const report = Markdown.paragraphs(
    Markdown.heading([view.heading.grader, view.heading.sample].filter(Boolean).join(" › ")),
    headline(view),
    ...(formula
      ? [Markdown.words([Markdown.code(formula.expression), Markdown.code(formula.substituted)], " = ")]
      : []),
    ...(parts.some(({ key }) => key !== undefined) ? [partsTable(parts)] : []),
    Markdown.list(failures.map(failureItem)),
    Markdown.list(parts.flatMap(whyItem)),
    ...sampleSections(context),
  );
  return `${report.source}\n`;
}

function headline({ reward, heading }: RunView): Markdown {
  const { text, label, errored, passed, was, expectation } = reward;
  const number = errored
    ? Markdown.sentence(t("{0} (the API's reward: {1})"), Markdown.strong(t("errored")), Markdown.text(text))
    : Markdown.words([Markdown.strong(text), Markdown.text(label)]);
  const rest = [
    passed?.text,
    was,
    expectation &&
      (expectation.met ? t("as expected") : t("not as expected: {0}", expectation.reasons.join("; "))),
    heading.provider,
    heading.basis?.text,
  ];
  return Markdown.words([number, ...rest.map((word = "") => Markdown.text(word))], " · ");
}

function partsTable(parts: readonly PartView[]): Markdown {
  const head = [t("sub-grader"), t("type"), t("reward"), t("basis")];
  const rows = parts.map(({ key = "", type, reward, errored, passed, flags, basis }) => [
    key,
    type,
    errored ? t("errored: {0}", flags.join(", ")) : [reward, passed?.text].filter(Boolean).join(" "),
    basis,
  ]);
  return Markdown.table(head, rows);
}

function failureItem({ flag, message, mend = "", places }: FlagView): Markdown {
  const where = places.map(({ label }) => label).join("; ");
  const title = where === "" ? "{0}:" : "{0} ({1}):";
  return Markdown.words([
    Markdown.sentence(title, Markdown.code(flag), Markdown.text(where)),
    Markdown.text(message),
    Markdown.text(mend),
  ]);
}

function whyItem({ key, why }: PartView): readonly Markdown[] {
  if (!why) return [];
  const who = key === undefined ? "" : `${key}: `;
  return [Markdown.text(who + [why.summary, why.firstDifference].filter(Boolean).join(" "))];
}

const LONGEST_SHOWN = 2_000;

function sampleSections({ sample }: CopyContext): readonly Markdown[] {
  const output = textAt(sampleNamespace(sample), ["output_text"]) ?? "";
  const item = writePrettyJson(sample.item);
  return [
    Markdown.text(t("Output:")),
    Markdown.block(output, { most: LONGEST_SHOWN }),
    Markdown.text(t("Item:")),
    Markdown.block(item, { language: "json", most: LONGEST_SHOWN }),
  ];
}
