import { t } from "@vscode/l10n";
import { textAt } from "../../json/value";
import { writePrettyJson } from "../../json/write";
import { sampleNamespace } from "../../sample/namespace";
import type { FlagView, PartView, RunView } from "../panel/panelView";
import { runView } from "../panel/runView";
import { shorten } from "../../shorten";
import type { CopyContext } from "./context";

/** A small report for an issue or a pull request. */
export function markdownText(context: CopyContext): string {
  const view = runView(context);
  const { formula, parts, failures } = view;
  const sections = [
    `### ${inline([view.heading.grader, view.heading.sample].filter(Boolean).join(" › "))}`,
    headline(view),
    formula && `${code(formula.expression)} = ${code(formula.substituted)}`,
    parts.some(({ key }) => key !== undefined) ? partsTable(parts) : undefined,
    failures.map(failureItem).join("\n"),
    parts.flatMap(whyItem).join("\n"),
    ...sampleSections(context),
  ];
  return `${sections.filter((section) => section !== undefined && section !== "").join("\n\n")}\n`;
}

function headline({ reward, heading }: RunView): string {
  const { text, label, errored, passed, was, expectation } = reward;
  const number = errored ? t("**errored** (the API's reward: {0})", text) : `**${text}** ${inline(label)}`;
  const rest = [
    passed?.text,
    was,
    expectation &&
      (expectation.met ? t("as expected") : t("not as expected: {0}", expectation.reasons.join("; "))),
    heading.provider,
    heading.basis?.text,
  ];
  return [number, ...rest.filter((word) => word !== undefined).map(inline)].join(" · ");
}

function partsTable(parts: readonly PartView[]): string {
  const rows = parts.map(({ key = "", type, reward, errored, passed, flags, basis }) =>
    [
      key,
      type,
      errored ? t("errored: {0}", flags.join(", ")) : [reward, passed?.text].filter(Boolean).join(" "),
      basis,
    ].map(inline),
  );
  const lines = [
    [t("sub-grader"), t("type"), t("reward"), t("basis")],
    ["---", "---", "---:", "---"],
    ...rows,
  ];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function failureItem({ flag, message, mend, places }: FlagView): string {
  const where = places.length > 0 ? ` (${inline(places.map(({ label }) => label).join("; "))})` : "";
  return `- ${code(flag)}${where}: ${inline(message)}${mend === undefined ? "" : ` ${inline(mend)}`}`;
}

function whyItem({ key, why }: PartView): readonly string[] {
  if (!why) return [];
  const who = key === undefined ? "" : `${inline(key)}: `;
  return [`- ${who}${inline([why.summary, why.firstDifference].filter(Boolean).join(" "))}`];
}

function sampleSections({ sample }: CopyContext): readonly string[] {
  const output = textAt(sampleNamespace(sample), ["output_text"]) ?? "";
  return [
    `${t("Output:")}\n\n${fenced(output)}`,
    `${t("Item:")}\n\n${fenced(writePrettyJson(sample.item), "json")}`,
  ];
}

/** One line of text in which nothing is markup. */
function inline(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>#|~]/g, "\\$&");
}

function code(text: string): string {
  const line = text.replace(/\s+/g, " ");
  const fence = "`".repeat(longestRun(line) + 1);
  const pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
}

const LONGEST_SHOWN = 2_000;

function fenced(text: string, language = ""): string {
  const shown = shorten(text, LONGEST_SHOWN);
  const fence = "`".repeat(Math.max(longestRun(shown) + 1, 3));
  return `${fence}${language}\n${shown}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
}
