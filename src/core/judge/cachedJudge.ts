import { tryReadJson } from "../json/read";
import { isArray, isObject } from "../json/value";
import { readVerdict } from "./answer";
import { leftOut } from "./fallbacks";
import type { JudgeTarget } from "./httpJudge";
import type { JudgeAnswer, JudgeClient, JudgeRequest } from "./judgeClient";
import { answerOf, readRecording, recordingOf } from "./recordings";
import { requestHash, sha256 } from "./requestHash";

/** Answers by key, each a line as recordings have it. A store that fails finds and keeps nothing: it never throws. */
export interface JudgeStore {
  read(key: string): Promise<string | undefined>;
  write(key: string, line: string): Promise<void>;
}

type Answered = Extract<JudgeAnswer, { kind: "answer" }>;

/**
 * Asks `judge` only what it was not asked before, where the grader wants the same answer each time:
 * temperature 0 or a seed. Of another server or model, and of another repeat, it takes no answer.
 */
export function cachedJudge(
  judge: JudgeClient,
  store: JudgeStore,
  targetFor: (model: string) => JudgeTarget | undefined,
): JudgeClient {
  return {
    async ask(request, signal) {
      const target = targetFor(request.model);
      if (!target || !wantsSameAnswer(request, [])) return judge.ask(request, signal);
      const key = await cacheKey(request, target);
      const line = await store.read(key);
      signal.throwIfAborted();
      const kept = line === undefined ? undefined : readLine(line);
      if (kept) return kept;
      const answer = await judge.ask(request, signal);
      if (answer.kind === "answer" && isWorthKeeping(request, answer)) {
        await store.write(key, lineOf(request, answer));
      }
      return answer;
    },
  };
}

async function cacheKey(request: JudgeRequest, { baseUrl, model }: JudgeTarget): Promise<string> {
  const address = JSON.stringify([baseUrl.replace(/\/+$/, ""), model, await requestHash(request)]);
  return `${await sha256(address)}-${request.repeat ?? 0}`;
}

function wantsSameAnswer({ sampling }: JudgeRequest, adjustments: readonly string[]): boolean {
  const asked = (parameter: string) => !adjustments.includes(leftOut(parameter));
  const { temperature, seed } = sampling;
  return (temperature === 0 && asked("temperature")) || (seed !== undefined && asked("seed"));
}

/** Only what gave a result: who runs an errored sample again wants the judge to be asked again. */
function isWorthKeeping(request: JudgeRequest, answer: Answered): boolean {
  const isResult = (["number", "string"] as const).some(
    (wanted) => readVerdict(answer, wanted).kind === "result",
  );
  return isResult && wantsSameAnswer(request, answer.adjustments);
}

/** A recording, and what the panel shows of the live answer besides. */
function lineOf(request: JudgeRequest, answer: Answered): string {
  const { origin, adjustments } = answer;
  return JSON.stringify({ ...recordingOf(request, answer), origin, adjustments });
}

function readLine(line: string): Answered | undefined {
  const recording = readRecording(line);
  if (typeof recording === "string") return undefined;
  const fields = tryReadJson(line);
  const [origin, adjustments] = isObject(fields) ? [fields.get("origin"), fields.get("adjustments")] : [];
  return {
    ...answerOf(recording, "cached"),
    ...(typeof origin === "string" && { origin }),
    adjustments: isArray(adjustments) ? adjustments.filter((entry) => typeof entry === "string") : [],
  };
}
