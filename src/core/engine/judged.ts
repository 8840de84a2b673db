import { t } from "@vscode/l10n";
import type { GraderOf, LabelModelGrader, ScoreModelGrader } from "../grader/types";
import { readVerdict } from "../judge/answer";
import type { JudgeAnswer, JudgeRequest } from "../judge/judgeClient";
import { shutdownNotes } from "../grader/modelShutdowns";
import { labelRequest, scoreRequest, type RenderText } from "../judge/request";
import type { JsonPath } from "../json/value";
import { ProviderError } from "../provider/provider";
import type { Basis, Failure, JudgeRecord, JudgeStep } from "../result/runResult";
import { said } from "../said";
import type { GradeContext, Graded, Handler } from "./graded";
import { Inputs } from "./inputs";

export const gradeScoreModel: Handler<"score_model"> = (grader, context, path) =>
  judge(grader, context, path, {
    request: (render) => scoreRequest(grader, render),
    wanted: "number",
    reward: (result) => clampScore(Number(result), grader),
  });

export const gradeLabelModel: Handler<"label_model"> = (grader, context, path) =>
  judge(grader, context, path, {
    request: (render) => labelRequest(grader, render),
    wanted: "string",
    reward: (result) => labelReward(String(result), grader, path),
  });

interface Reward {
  readonly reward: number;
  readonly notes: readonly string[];
  readonly failures: readonly Failure[];
}

interface Judging {
  request(render: RenderText): JudgeRequest;
  readonly wanted: "number" | "string";
  reward(result: number | string): Reward;
}

async function judge(
  grader: GraderOf<"score_model" | "label_model">,
  context: GradeContext,
  path: JsonPath,
  judging: Judging,
): Promise<Graded> {
  const inputs = new Inputs(context);
  const request = {
    ...judging.request((text, steps) => inputs.render(text, [...path, ...steps])),
    ...(context.repeat !== undefined && { repeat: context.repeat }),
  };
  const { rendered } = inputs;
  const notes = shutdownNotes(grader.model, new Date());
  const nothing = { reward: 0, basis: "judge" as Basis, rendered, notes };
  if (inputs.failures.length > 0) return { ...nothing, failures: inputs.failures };
  const answer = await context.ports.judge.ask(request, context.signal);
  if (answer.kind === "quota") throw new ProviderError("quota", answer.message, { mend: answer.mend });
  if (answer.kind === "unavailable") {
    const { message, english, mend } = answer;
    return {
      ...nothing,
      failures: [{ flag: "model_grader_server_error", message, english, mend, path: [...path, "model"] }],
    };
  }
  const verdict = readVerdict(answer, judging.wanted);
  const asked = {
    ...nothing,
    basis: answer.model === grader.model ? ("judge" as const) : ("substitute judge" as const),
    sampledModel: answer.model,
    ...(answer.usage && { usage: answer.usage }),
  };
  if (verdict.kind === "failure") {
    const record = judgeRecord(grader.model, answer, null, []);
    return { ...asked, judge: record, failures: [{ ...verdict.failure, path }] };
  }
  const reward = judging.reward(verdict.result);
  return {
    ...asked,
    ...reward,
    notes: [...notes, ...reward.notes],
    judge: judgeRecord(grader.model, answer, verdict.result, verdict.steps),
  };
}

/** The result is cut to the range, [0, 1] where none is given (facts.md "Judges"). */
function clampScore(score: number, { range }: ScoreModelGrader): Reward {
  const [low, high] = range ?? [0, 1];
  const reward = Math.min(Math.max(score, low), high);
  return {
    reward,
    failures: [],
    notes:
      reward === score
        ? []
        : [t("The judge gave {0}; the range {1} to {2} cuts it to {3}.", score, low, high, reward)],
  };
}

/** The schema of the request lists the labels; a server that ignores it must not make a failing sample of its answer. */
function labelReward(label: string, { labels, passing_labels }: LabelModelGrader, path: JsonPath): Reward {
  if (labels.includes(label))
    return { reward: passing_labels.includes(label) ? 1 : 0, notes: [], failures: [] };
  const what = said('The judge answered "{0}", which is none of the labels.', label);
  const mend = t("Use a judge that supports structured outputs, or name the labels in the messages.");
  const failure = { flag: "model_grader_parse_error", ...what, mend, path: [...path, "labels"] } as const;
  return { reward: 0, notes: [], failures: [failure] };
}

function judgeRecord(
  model: string,
  answer: Extract<JudgeAnswer, { kind: "answer" }>,
  result: number | string | null,
  steps: readonly JudgeStep[],
): JudgeRecord {
  return {
    model,
    answered_by: answer.model,
    ...(answer.origin !== undefined && { origin: answer.origin }),
    source: answer.source,
    steps,
    result,
    raw: answer.content,
    request_hash: answer.requestHash,
    adjustments: answer.adjustments,
  };
}
