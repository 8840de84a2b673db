import { t } from "@vscode/l10n";
import { passingScore } from "../../grader/passing";
import { problemAt, type Rule } from "../rule";

/** Evals have no multi: each criterion passes or fails by itself (facts.md "Evals"). */
export const checkMultiInEvals: Rule = (context) => {
  if (context.target !== "evals" || context.document.type !== "multi") return [];
  const message = t(
    "An eval takes no multi among its testing_criteria. Write its sub-graders as criteria of their own.",
  );
  return [problemAt(context, ["type"], { code: "multi-in-evals", message })];
};

/**
 * What a criterion needs to pass is its pass_threshold: the reference requires it of text_similarity, and
 * publishes no default for the others (facts.md "Passing").
 */
export const checkCriterionThreshold: Rule = (context) => {
  const { root, type } = context.document;
  if (context.target !== "evals" || !root || !type || type === "multi") return [];
  const { threshold, assumed } = passingScore(type, root);
  if (!assumed || root.has("pass_threshold")) return [];
  const message =
    type === "text_similarity"
      ? t(
          "Evals require pass_threshold of text_similarity; the engine takes {0} where it is missing.",
          threshold,
        )
      : t(
          "Without pass_threshold it is not published when this criterion passes; the engine takes {0}.",
          threshold,
        );
  const severity = type === "text_similarity" ? "error" : "warning";
  return [problemAt(context, ["type"], { code: "criterion-threshold", severity, message })];
};
