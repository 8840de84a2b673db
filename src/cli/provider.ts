import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { chooseJudge } from "../core/judge/chooseJudge";
import { HOSTED_EMBEDDINGS_MODEL, httpEmbeddings } from "../core/judge/embeddings";
import { httpJudge, type JudgeTarget } from "../core/judge/httpJudge";
import type { PythonRunner } from "../core/ports";
import type { GraderProvider } from "../core/provider/provider";
import { nodeClock } from "../node/clock";
import { openRecordings } from "../node/files/recordingsFile";
import { nodeFetch } from "../node/http/nodeFetch";
import { nodeEngine } from "../node/nodeEngine";
import { installedSandbox, userCacheDir } from "../node/python/installedSandbox";
import type { ProviderArgs, RunArgs } from "./args";
import type { Terminal } from "./terminal";

const DEFAULT_TIMEOUT_SECONDS = 120;

function timeoutMs({
  timeoutSeconds = DEFAULT_TIMEOUT_SECONDS,
}: Pick<ProviderArgs, "timeoutSeconds">): number {
  return timeoutSeconds * 1000;
}

/** A provider and what must be ended after use. */
export interface OpenProvider {
  readonly provider: GraderProvider;
  readonly close: () => Promise<void>;
}

/** Our build's folder; the bundle's chunks are in a folder of their own there. */
function distDir(): string {
  return dirname(fileURLToPath(import.meta.url)).replace(/[\\/]cli$/, "");
}

export function openPython(args: Pick<ProviderArgs, "timeoutSeconds">): PythonRunner {
  return installedSandbox({ distDir: distDir(), cacheDir: userCacheDir() }, { timeoutMs: timeoutMs(args) });
}

/** The provider of `run`; the engine's judge is chosen by recordings and arguments. */
export async function openRunProvider(args: RunArgs, terminal: Terminal): Promise<OpenProvider> {
  if (args.provider !== "engine") return openHosted(args);
  const recordings = await openRecordings(args.grader);
  for (const problem of recordings.problems) terminal.err(`${recordings.path}: ${problem}\n`);
  const judge = chooseJudge({
    mode: args.judge.mode,
    judgeIsSet: args.judge.url !== undefined,
    live: httpJudge({
      fetch: nodeFetch,
      clock: nodeClock,
      targetFor: (model) => judgeTarget(args.judge, model),
      keyFor: judgeKey,
      timeoutMs: timeoutMs(args),
    }),
    recordings: recordings.recordings,
    recordingsExist: recordings.exists,
    recordingsName: recordings.path,
    append: recordings.append,
  });
  const embeddings = httpEmbeddings({
    fetch: nodeFetch,
    clock: nodeClock,
    target: () => embeddingsTarget(args.embeddings),
    keyFor: judgeKey,
    timeoutMs: timeoutMs(args),
  });
  const python = openPython(args);
  const options = { timeoutMs: timeoutMs(args), ...(args.metrics && { metrics: args.metrics }) };
  const provider = nodeEngine({ python, judge, embeddings, endpoint: nodeFetch }, distDir(), options);
  return { provider, close: () => python.dispose() };
}

const judgeKey = () => Promise.resolve(process.env.GRADERS_JUDGE_API_KEY);

function embeddingsTarget({
  url,
  model = HOSTED_EMBEDDINGS_MODEL,
}: RunArgs["embeddings"]): JudgeTarget | undefined {
  return url === undefined ? undefined : { baseUrl: url, model };
}

function judgeTarget({ url, model }: RunArgs["judge"], graderModel: string): JudgeTarget | undefined {
  if (url === undefined) return undefined;
  return { baseUrl: url, model: model ?? graderModel };
}

async function openHosted(args: ProviderArgs): Promise<OpenProvider> {
  const { hostedProviderFromEnvironment } = await import("./hosted");
  return { provider: hostedProviderFromEnvironment(args), close: () => Promise.resolve() };
}

/** The provider that `validate` asks after our own checks; none for the engine, which adds nothing to them. */
export async function openValidateProvider(args: ProviderArgs): Promise<OpenProvider | undefined> {
  return args.provider === "engine" ? undefined : openHosted(args);
}
