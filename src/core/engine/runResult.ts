import type { Grader } from "../grader/types";
import type { RunResult, SubGraderDiagnostics, TokenUsage } from "../result/runResult";
import { errorsOf } from "./errors";
import { diagnosticsOf, type Graded } from "./graded";
import { inventName } from "./name";

/** What a grader came to as the API answers it. */
export function runResult(grader: Grader, graded: Graded, seconds: number): RunResult {
  const { pass_threshold } = grader;
  const subGraders = graded.subGraders ?? new Map<string, SubGraderDiagnostics>();
  const usagePerModel = graded.usagePerModel ?? ownUsage(graded);
  const errored = graded.failures.length > 0;
  return {
    reward: graded.reward,
    metadata: {
      name: grader.name ?? inventName(),
      type: grader.type,
      errors: errorsOf(graded.failures),
      execution_time: seconds,
      scores: {},
      token_usage: graded.usage ?? null,
      sampled_model_name: graded.sampledModel ?? null,
    },
    sub_rewards: Object.fromEntries([...subGraders].map(([key, sub]) => [key, sub.reward])),
    model_grader_token_usage_per_model: Object.fromEntries(
      [...usagePerModel].map(([model, usage]) => [model, { ...usage }]),
    ),
    diagnostics: {
      provider: "engine",
      ...diagnosticsOf(graded),
      sub_graders: Object.fromEntries(subGraders),
      ...(pass_threshold !== undefined && { pass_threshold }),
      ...(pass_threshold !== undefined && !errored && { passed: graded.reward >= pass_threshold }),
    },
  };
}

function ownUsage({ sampledModel, usage }: Graded): ReadonlyMap<string, TokenUsage> {
  return new Map(sampledModel !== undefined && usage ? [[sampledModel, usage]] : []);
}
