import type { Grader, GraderType } from "../grader/types";
import type { RunRequest } from "../provider/provider";
import type { RunResult } from "../result/runResult";
import { sampleNamespace } from "../sample/namespace";
import { gradeEndpoint } from "./endpoint";
import type { EngineOptions, EnginePorts, GradeAny, Handler } from "./graded";
import { gradeLabelModel, gradeScoreModel } from "./judged";
import { multiHandler } from "./multi";
import { gradePython } from "./python";
import { runResult } from "./runResult";
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
