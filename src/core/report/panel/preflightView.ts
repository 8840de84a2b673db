import { t } from "@vscode/l10n";
import type { Check, CheckState, PreflightFile, PreflightPlace } from "../../preflight/check";
import type { Preflight } from "../../preflight/preflight";
import { heading } from "./headingView";
import type { CheckView, PlaceLink, PreflightView } from "./panelView";

/** The files' names, as people call them; without a job, none for it. */
export type PreflightNames = Readonly<Record<Exclude<PreflightFile, "job">, string>> & {
  readonly job?: string;
};

/** Everything that the panel shows of a preflight. */
export function preflightView({ target, checks }: Preflight, names: PreflightNames): PreflightView {
  const failed = checks.filter(({ state }) => state === "failed").length;
  const warned = checks.some(({ state }) => state === "warned");
  return {
    kind: "preflight",
    heading: heading({ graderFile: names.grader, where: t("preflight"), provider: target }),
    summary: summaryOf(failed, warned, checks.length),
    state: failed > 0 ? "failed" : warned ? "warned" : "passed",
    files: [
      { label: t("Training rows"), link: placeLink({ file: "training", line: 1, column: 1 }, names) },
      { label: t("Validation rows"), link: placeLink({ file: "validation", line: 1, column: 1 }, names) },
      ...(names.job === undefined
        ? []
        : [{ label: t("Job"), link: placeLink({ file: "job", line: 1, column: 1 }, names) }]),
    ],
    checks: checks.map((check) => checkView(check, names)),
  };
}

function summaryOf(failed: number, warned: boolean, count: number): string {
  if (failed === 1) return t("1 of {0} checks failed: the job is not ready.", count);
  if (failed > 1) return t("{0} of {1} checks failed: the job is not ready.", failed, count);
  return warned
    ? t("No check failed. Look at the warnings before the job starts.")
    : t("No check failed: the job is ready.");
}

function checkView({ title, state, summary, findings }: Check, names: PreflightNames): CheckView {
  return {
    title,
    state,
    stateText: STATES()[state],
    summary,
    findings: findings.map(({ severity, message, place }) => ({
      severity,
      message,
      place: placeLink(place, names),
    })),
  };
}

const STATES = (): Readonly<Record<CheckState, string>> => ({
  passed: t("passed"),
  warned: t("passed with warnings"),
  failed: t("failed"),
  skipped: t("skipped"),
});

/** `train.jsonl:4`; the first line goes without its number. */
function placeLink({ file, line, column }: PreflightPlace, names: PreflightNames): PlaceLink {
  const name = names[file] ?? "";
  return {
    label: line === 1 && column === 1 ? name : `${name}:${line}`,
    place: { in: "preflight", file, line, column },
  };
}
