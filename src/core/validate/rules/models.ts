import { t } from "@vscode/l10n";
import { shutdownOf } from "../../grader/modelShutdowns";
import { forTarget } from "../target";
import { gradersIn } from "../graders";
import type { Problem } from "../problem";
import { problemAt, type Rule, type RuleContext } from "../rule";
import { textAt } from "../../json/value";

/**
 * A judge that OpenAI has shut down. Only from the day itself: until then nothing is wrong. Foundry has dates
 * of its own, which are not in our table.
 */
export function judgeShutdowns(now: () => Date): Rule {
  return (context) => (context.target === "foundry-rft" ? [] : findShutdowns(context, now()));
}

function findShutdowns(context: RuleContext, now: Date): readonly Problem[] {
  return gradersIn(context.document).flatMap(({ type, value, path }) => {
    const model = textAt(value, ["model"]);
    if ((type !== "score_model" && type !== "label_model") || model === undefined) return [];
    const shutdown = shutdownOf(model, now);
    if (shutdown?.isOver !== true) return [];
    const message = forTarget(
      context.target,
      t(
        "OpenAI shut {0} down on {1}: hosted graders that name it fail. Name another model; the engine can judge by a substitute (graders.judge.models).",
        model,
        shutdown.date,
      ),
    );
    return [problemAt(context, [...path, "model"], { code: "model-shut-down", message })];
  });
}
