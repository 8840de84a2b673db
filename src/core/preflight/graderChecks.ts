import { t } from "@vscode/l10n";
import type { GraderDocument } from "../grader/document";
import type { LineIndex } from "../json/lines";
import type { ProblemCode } from "../validate/codes";
import { gradersIn } from "../validate/graders";
import type { Problem } from "../validate/problem";
import {
  checked,
  skipped,
  type Check,
  type CheckId,
  type PreflightFinding,
  type PreflightTarget,
} from "./check";
import { textPlace } from "./textPlace";

/** Codes whose findings belong to a check of their own; the judges are looked at more closely elsewhere. */
const CHECK_OF: Readonly<Partial<Record<ProblemCode, CheckId>>> = {
  "cosine-evals-only": "types",
  "label-model-top-level": "types",
  "threshold-in-multi": "types",
  "source-size": "python",
  "source-near-limit": "python",
  "image-tag-unknown": "python",
  "model-shut-down": "judges",
  "model-sampling": "judges",
};

function checkOf({ code }: Problem): CheckId {
  return CHECK_OF[code] ?? (code.startsWith("python-") ? "python" : "grader");
}

/** What validating found, as checks: the grader, its types, its Python. */
export function graderChecks(
  document: GraderDocument,
  problems: readonly Problem[],
  target: PreflightTarget,
  lines: LineIndex,
): readonly Check[] {
  const findings = (id: CheckId) =>
    problems
      .filter((problem) => checkOf(problem) === id)
      .filter(({ severity }) => severity === "error" || severity === "warning")
      .map((problem) => problemFinding(problem, lines));
  const own = findings("grader");
  return [
    checked("grader", t("Grader"), own, graderSummary(document, own)),
    document.type === undefined
      ? skipped("types", t("Types and metrics"), t("The grader can't be read."))
      : typesCheck([...findings("types"), ...typeFindings(document, target, lines)], target),
    pythonCheck(document, findings("python"), problems),
  ];
}

/** What can't work in the hosted sandbox is worse in a job than while the grader is written. */
const SERIOUS: ReadonlySet<string> = new Set<ProblemCode>(["python-import-unknown", "python-network"]);

function problemFinding({ code, severity, message, range }: Problem, lines: LineIndex): PreflightFinding {
  const place = textPlace("grader", lines, range);
  return { code, severity: SERIOUS.has(code) ? "error" : severity, message, place };
}

function graderSummary({ type }: GraderDocument, findings: readonly PreflightFinding[]): string {
  const errors = findings.filter(({ severity }) => severity === "error").length;
  if (errors > 0) return errors === 1 ? t("1 error.") : t("{0} errors.", errors);
  if (findings.length > 0)
    return findings.length === 1
      ? t("Valid, with 1 warning.")
      : t("Valid, with {0} warnings.", findings.length);
  return t("{0}, valid.", type ?? "");
}

function typesCheck(findings: readonly PreflightFinding[], target: PreflightTarget): Check {
  const summary =
    findings.length === 0
      ? t("All are taken for target {0}.", target)
      : t("Not everything is taken for target {0}.", target);
  return checked("types", t("Types and metrics"), findings, summary);
}

/** What no lint rule says, since it only matters to a job (facts.md "Foundry"). */
function typeFindings(
  document: GraderDocument,
  target: PreflightTarget,
  lines: LineIndex,
): readonly PreflightFinding[] {
  return gradersIn(document).flatMap(({ type, path, key }): PreflightFinding[] => {
    const place = textPlace("grader", lines, document.json.rangeOf([...path, "type"]));
    if (type === "endpoint" && target === "openai-rft") {
      const message = t("For target {0}: endpoint graders are Foundry's, in private preview.", target);
      return [{ code: "endpoint-foundry-only", severity: "error", message, place }];
    }
    if (type === "label_model" && key !== undefined && target === "foundry-rft") {
      const message = t(
        "For target {0}: label_model is no longer among the graders that Foundry lists (since 2026-02). A score_model or python grader can stand in for it.",
        target,
      );
      return [{ code: "label-model-foundry", severity: "warning", message, place }];
    }
    return [];
  });
}

function pythonCheck(
  document: GraderDocument,
  findings: readonly PreflightFinding[],
  problems: readonly Problem[],
): Check {
  const title = t("Python");
  const sources = gradersIn(document).filter(({ type }) => type === "python").length;
  if (sources === 0) return skipped("python", title, t("The grader has no Python."));
  const unchecked = problems.find(({ code }) => code === "python-unchecked");
  if (unchecked && findings.length === 0) return skipped("python", title, unchecked.message);
  const summary =
    findings.length > 0
      ? t("The hosted sandbox may not run it as it is.")
      : t("It parses, imports only what the hosted image has, and is small enough.");
  return checked("python", title, findings, summary);
}
