import type { Grader, GraderType } from "../grader/types";
import type { RunRequest } from "../provider/provider";
import type { RunResult, SubGraderDiagnostics, TokenUsage } from "../result/runResult";
import { sampleNamespace } from "../sample/namespace";
import { gradeEndpoint } from "./endpoint";
import { errorsOf } from "./errors";
import {
  diagnosticsOf,
  type EngineOptions,
  type EnginePorts,
  type GradeAny,
  type Graded,
  type Handler,
} from "./graded";
import { gradeLabelModel, gradeScoreModel } from "./judged";
import { multiHandler } from "./multi";
import { inventName } from "./name";
import { gradePython } from "./python";
import { gradeStringCheck } from "./stringCheck";
import { gradeTextSimilarity } from "./textSimilarity";

/** Grades with a grader of any type. */
export const gradeAny: GradeAny = (grader, context, path) => {
  context.signal.throwIfAborted();
  const handler = HANDLERS[grader.type] as Handler<GraderType>;
  return handler(grader, context, path);
};

/** The registry: a type without a handler does not compile. */
const HANDLERS: { readonly [T in GraderType]: Handler<T> } = {
  string_check: gradeStringCheck,
  text_similarity: gradeTextSimilarity,
  python: gradePython,
  score_model: gradeScoreModel,
  label_model: gradeLabelModel,
  multi: multiHandler(gradeAny),
  endpoint: gradeEndpoint,
};

/** Grades one sample with a grader that was checked before ({@link checkedGrader}). */
export async function gradeSample(
  grader: Grader,
  { sample, repeat }: Omit<RunRequest, "grader">,
  { ports, options }: { readonly ports: EnginePorts; readonly options: EngineOptions },
  signal: AbortSignal,
): Promise<RunResult> {
  const start = ports.clock.now();
  const data = { item: sample.item, sample: sampleNamespace(sample, options.outputJson) };
  const context = { data, ports, options, signal, ...(repeat !== undefined && { repeat }) };
  const graded = await gradeAny(grader, context, []);
  return runResult(grader, graded, (ports.clock.now() - start) / 1000);
}

function runResult(grader: Grader, graded: Graded, seconds: number): RunResult {
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
