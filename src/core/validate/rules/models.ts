import { shutdownOf } from "../../judge/modelShutdowns";
import { gradersIn } from "../graders";
import type { Problem } from "../problem";
import { problemAt, type Rule, type RuleContext } from "../rule";

/** A judge that OpenAI has shut down, or is about to. Foundry has dates of its own, which are not in our table. */
export function judgeShutdowns(now: () => Date): Rule {
  return (context) => (context.target === "foundry-rft" ? [] : findShutdowns(context, now()));
}

function findShutdowns(context: RuleContext, now: Date): readonly Problem[] {
  return gradersIn(context.document).flatMap(({ type, value, path }) => {
    const model = value.get("model");
    if ((type !== "score_model" && type !== "label_model") || typeof model !== "string") return [];
    const shutdown = shutdownOf(model, now);
    if (!shutdown) return [];
    const { date, isOver } = shutdown;
    return [
      problemAt(context, [...path, "model"], {
        code: isOver ? "model-shut-down" : "model-shutdown-announced",
        severity: isOver ? "warning" : "information",
        message: isOver
          ? `OpenAI shut ${model} down on ${date}: hosted graders that name it fail. Name another model; the engine can judge by a substitute (graders.judge.models).`
          : `OpenAI shuts ${model} down on ${date}. Choose its successor before, and compare both on the same samples.`,
      }),
    ];
  });
}
