import { t } from "@vscode/l10n";
import { wrapInMulti } from "../../edit/wrapInMulti";
import { removed } from "../fixes";
import { gradersIn } from "../graders";
import type { ProblemFix, Severity } from "../problem";
import { problemAt, type Rule, type RuleContext } from "../rule";
import { forTarget, type Target } from "../target";

const severityFor = (target: Target): Severity => (target === "run" ? "information" : "error");

/** A top-level label_model is for eval criteria; run, validate and RFT take it inside a multi (facts.md "Graders"). */
export const checkTopLevelLabelModel: Rule = (context) => {
  if (context.document.type !== "label_model" || context.target === "evals") return [];
  const message = t(
    "Hosted run and validate take label_model only inside a multi. The engine runs it as it is; wrap it in a multi for a hosted provider.",
  );
  return [
    problemAt(context, ["type"], {
      code: "label-model-top-level",
      severity: severityFor(context.target),
      message: forTarget(context.target, message),
      fixes: wrapFix(context),
    }),
  ];
};

function wrapFix({ document }: RuleContext): readonly ProblemFix[] {
  const wrapped = wrapInMulti(document);
  return wrapped.kind === "edits" ? [{ title: t("Wrap in a multi"), edits: wrapped.edits }] : [];
}

/** cosine exists in Evals only (facts.md "Text similarity"). */
export const checkCosine: Rule = (context) => {
  if (context.target === "evals") return [];
  return gradersIn(context.document).flatMap(({ value, path }) => {
    if (value.get("evaluation_metric") !== "cosine") return [];
    const message = forTarget(
      context.target,
      t("cosine is for eval criteria only: reinforcement fine-tuning does not take it."),
    );
    const at = [...path, "evaluation_metric"];
    return [
      problemAt(context, at, { code: "cosine-evals-only", severity: severityFor(context.target), message }),
    ];
  });
};

/** Foundry's demo removes pass_threshold inside a multi (facts.md "Multi"). */
export const checkSubGraderThreshold: Rule = (context) =>
  gradersIn(context.document).flatMap(({ key, value, path }) => {
    if (key === undefined || !value.has("pass_threshold")) return [];
    const words = t(
      "pass_threshold has no effect inside a multi, and Foundry refuses it there. Set it on the multi.",
    );
    const refused = context.target === "foundry-rft";
    const severity = refused ? "error" : "information";
    const message = refused ? forTarget("foundry-rft", words) : words;
    const at = [...path, "pass_threshold"];
    const { json } = context.document;
    const range = json.rangeOfKey(at);
    const fixes = [removed(json, at)];
    return [problemAt(context, at, { code: "threshold-in-multi", severity, message, range, fixes })];
  });
