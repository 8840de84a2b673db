import { cachedJudge } from "../core/judge/cachedJudge";
import { chooseJudge } from "../core/judge/chooseJudge";
import { httpJudge, type JudgeTarget } from "../core/judge/httpJudge";
import type { OpenRecordings } from "../core/judge/recordings";
import { JUDGE_KEY_VARIABLE, type JudgeClient } from "../core/judge/judgeClient";
import { limitedJudge, type CallLimiter } from "../core/judge/callLimiter";
import { nodeClock } from "../node/clock";
import { openJudgeCache } from "../node/files/judgeCache";
import { nodeFetch } from "../node/http/nodeFetch";
import { userCacheDir } from "../node/python/installedSandbox";
import type { EngineArgs } from "./args";
import type { Terminal } from "./output/terminal";

export interface JudgeOptions {
  /** Answers kept beside the grader, where there are any. */
  readonly recordings: OpenRecordings | undefined;
  /** Of all calls of models. */
  readonly limiter: CallLimiter;
  /** Milliseconds for one try. */
  readonly timeoutMs: number;
}

/** The judge by recordings and arguments: limited, and with the user's cache unless it is turned off. */
export function openJudge(
  { judge }: Pick<EngineArgs, "judge">,
  { recordings, limiter, timeoutMs }: JudgeOptions,
  terminal: Terminal,
): JudgeClient {
  const targetFor = (model: string) => judgeTarget(judge, model);
  const live = limitedJudge(
    httpJudge({ fetch: nodeFetch, clock: nodeClock, targetFor, keyFor: judgeKey, timeoutMs }),
    limiter,
  );
  const cache = openJudgeCache(userCacheDir(), {
    warn: (message) => {
      terminal.err(`${message}\n`);
    },
  });
  return chooseJudge({
    mode: judge.mode,
    judgeIsSet: judge.url !== undefined,
    live,
    ...(judge.cache && { cached: cachedJudge(live, cache, targetFor) }),
    ...(recordings && { recordings }),
  });
}

/** The key for judges and embeddings, of the environment. */
export const judgeKey = () => Promise.resolve(process.env[JUDGE_KEY_VARIABLE]);

function judgeTarget({ url, model }: EngineArgs["judge"], graderModel: string): JudgeTarget | undefined {
  if (url === undefined) return undefined;
  return { baseUrl: url, model: model ?? graderModel };
}
