import { GRADER_TYPES, isGraderType, type Grader, type GraderType } from "../grader/types";
import { wireGrader } from "../grader/document";
import { toPlain, type JsonObject } from "../json/value";
import { ProviderError, type GraderProvider } from "../provider/provider";
import type { RunResult, SubGraderDiagnostics, TokenUsage } from "../result/runResult";
import { sampleNamespace } from "../sample/namespace";
import { limitFaults } from "../validate/rules/limits";
import { firstGraderError } from "../validate/schema";
import { gradeEndpoint } from "./endpoint";
import { errorsOf } from "./errors";
import {
  DEFAULT_ENGINE_OPTIONS,
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
import { engineValidation } from "./validation";

const grade: GradeAny = (grader, context, path) => {
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
  multi: multiHandler(grade),
  endpoint: gradeEndpoint,
};

/** The embedded engine: every grader type on this machine, in the API's own response shape. */
export function createEngine(
  ports: EnginePorts,
  options: EngineOptions = DEFAULT_ENGINE_OPTIONS,
): GraderProvider {
  return {
    ...engineValidation,
    async run(request, signal) {
      const grader = checkedGrader(request.grader);
      const start = ports.clock.now();
      const data = { item: request.sample.item, sample: sampleNamespace(request.sample, options.outputJson) };
      const { repeat } = request;
      const context = { data, ports, options, signal, ...(repeat !== undefined && { repeat }) };
      const graded = await grade(grader, context, []);
      return runResult(grader, graded, (ports.clock.now() - start) / 1000);
    },
  };
}

/** A grader that the schema refuses is never run: its fields could be of any type. */
function checkedGrader(root: JsonObject): Grader {
  const wire = wireGrader(root);
  const type = wire.get("type");
  if (!isGraderType(type)) {
    throw new ProviderError("rejected", `The grader's type must be one of ${GRADER_TYPES.join(", ")}.`);
  }
  const plain = toPlain(wire);
  const fault = firstGraderError(plain);
  if (fault !== undefined)
    throw new ProviderError("rejected", fault, { mend: "Validate the grader to see every finding." });
  const [over] = limitFaults({ root: wire });
  if (over) throw new ProviderError("rejected", over.message);
  return plain as unknown as Grader;
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
      basis: graded.basis,
      ...(graded.profile !== undefined && { profile: graded.profile }),
      rendered: graded.rendered,
      failures: graded.failures,
      ...(graded.judge && { judge: graded.judge }),
      ...(graded.python && { python: graded.python }),
      ...(graded.formula && { formula: graded.formula }),
      notes: graded.notes,
      sub_graders: Object.fromEntries(subGraders),
      ...(pass_threshold !== undefined && { pass_threshold }),
      ...(pass_threshold !== undefined && !errored && { passed: graded.reward >= pass_threshold }),
    },
  };
}

function ownUsage({ sampledModel, usage }: Graded): ReadonlyMap<string, TokenUsage> {
  return new Map(sampledModel !== undefined && usage ? [[sampledModel, usage]] : []);
}
