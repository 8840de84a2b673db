import { t } from "@vscode/l10n";
import type { GraderDocument } from "../grader/document";
import type { LineIndex } from "../json/lines";
import { textAt } from "../json/value";
import { shutdownOf } from "../grader/modelShutdowns";
import { FOUNDRY_JUDGES, OPENAI_JUDGES } from "../judge/targetJudges";
import { gradersIn } from "../validate/graders";
import { checked, skipped, type Check, type PreflightFinding, type PreflightTarget } from "./check";
import { textPlace } from "./textPlace";

const LISTS = { "openai-rft": OPENAI_JUDGES, "foundry-rft": FOUNDRY_JUDGES } as const;

/** The judges are those that the target takes, and are still there. */
export function judgesCheck(
  document: GraderDocument,
  target: PreflightTarget,
  now: Date,
  lines: LineIndex,
): Check {
  const title = t("Judge models");
  const judges = gradersIn(document).flatMap(({ type, value, path }) => {
    const model = textAt(value, ["model"]);
    const isJudged = type === "score_model" || type === "label_model";
    return isJudged && model !== undefined ? [{ model, path: [...path, "model"] }] : [];
  });
  if (judges.length === 0) return skipped("judges", title, t("The grader asks no judge."));
  const findings = judges.flatMap(({ model, path }) => {
    const place = textPlace("grader", lines, document.json.rangeOf(path));
    return judgeFindings(model, target, now).map((found): PreflightFinding => ({ ...found, place }));
  });
  const names = [...new Set(judges.map(({ model }) => model))].join(", ");
  return checked("judges", title, findings, summaryOf(findings, names, target));
}

function summaryOf(findings: readonly PreflightFinding[], names: string, target: PreflightTarget): string {
  return findings.some(({ severity }) => severity !== "information")
    ? t("{0} can't be counted on for target {1}.", names, target)
    : t("{0}: known to target {1}.", names, target);
}

type Found = Omit<PreflightFinding, "place">;

/**
 * OpenAI's dates are OpenAI's: Foundry has dates of its own, which no source that we know lists
 * (facts.md "Shutdowns").
 */
function judgeFindings(model: string, target: PreflightTarget, now: Date): readonly Found[] {
  const shutdown = target === "openai-rft" ? shutdownOf(model, now) : undefined;
  if (shutdown?.isOver === true) {
    const message = t(
      "For target {0}: {1} was shut down on {2}. Name another judge.",
      target,
      model,
      shutdown.date,
    );
    return [{ code: "judge-shut-down", severity: "error", message }];
  }
  const { models, closed } = LISTS[target];
  return [
    ...(models.includes(model) ? [] : [unlisted(model, target, models, closed)]),
    ...(shutdown
      ? [
          {
            code: "judge-ends",
            severity: "information" as const,
            message: t(
              "{0} is shut down on {1}: a job that still runs then has no judge.",
              model,
              shutdown.date,
            ),
          },
        ]
      : []),
  ];
}

function unlisted(model: string, target: PreflightTarget, models: readonly string[], closed: boolean): Found {
  const message = closed
    ? t("For target {0}: {1} is none of the judges that it takes: {2}.", target, model, models.join(", "))
    : t(
        "For target {0}: {1} is none of the judges that the guide lists ({2}). Whether the service takes others is not public.",
        target,
        model,
        models.join(", "),
      );
  return { code: "judge-not-listed", severity: closed ? "error" : "warning", message };
}
