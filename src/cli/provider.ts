import { availableParallelism } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { CallLimiter, limitedEmbeddings } from "../core/judge/callLimiter";
import { DEFAULT_METRICS_PROFILE } from "../core/engine/metrics/profile";
import { HOSTED_EMBEDDINGS_MODEL } from "../core/judge/embeddingsClient";
import { httpEmbeddings } from "../core/judge/httpEmbeddings";
import type { JudgeTarget } from "../core/judge/httpJudge";
import type { OpenRecordings } from "../core/judge/recordings";
import type { Logger, PythonRunner } from "../core/ports";
import { withEvals } from "../core/provider/evals";
import type { GraderProvider } from "../core/provider/provider";
import { isHosted, type HostedId } from "../core/providerTable";
import { nodeClock } from "../node/clock";
import type { WorkerEngineOptions } from "../node/engineWorker/engineHost";
import { usualThreads } from "../node/engineWorker/enginePool";
import { installedEngine } from "../node/engineWorker/installedEngine";
import type { FileEngine, WorkerEngine } from "../node/engineWorker/workerEngine";
import { openRecordingsBeside } from "../node/files/recordingsFile";
import { nodeFetch } from "../node/http/nodeFetch";
import { DEFAULT_INTERPRETER, installedInterpreter } from "../node/interpreter/installedInterpreter";
import { gradingWith } from "../node/interpreter/interpreterRunner";
import { installedSandbox, userCacheDir, type SandboxFiles } from "../node/python/installedSandbox";
import type { EngineArgs, RunArgs } from "./args";
import type { ProviderArgs } from "./args";
import { judgeKey, openJudge } from "./judge";
import type { Terminal } from "./output/terminal";

const DEFAULT_TIMEOUT_SECONDS = 120;
const MOST_PYTHONS = 4;
const DEFAULT_CONCURRENCY = 8;

/** Milliseconds that one sample may take. */
export function timeoutMs({
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
export function distDir(): string {
  return dirname(fileURLToPath(import.meta.url)).replace(/[\\/]cli$/, "");
}

export function openPython(args: Pick<EngineArgs, "timeoutSeconds" | "wheels" | "packages">): PythonRunner {
  const { wheels, packages } = args;
  return installedSandbox(sandboxFiles(), {
    timeoutMs: timeoutMs(args),
    ...(wheels !== undefined && { wheels }),
    ...(packages !== undefined && { packages }),
  });
}

export function sandboxFiles(): SandboxFiles {
  return { distDir: distDir(), cacheDir: userCacheDir() };
}

/** The Python that grades: caged unless the user asked for theirs. */
function openGradingPython(args: EngineArgs): PythonRunner {
  const sandbox = openPython(args);
  if (args.interpreter === undefined) return sandbox;
  const grader = installedInterpreter(distDir(), {
    interpreter: args.interpreter || DEFAULT_INTERPRETER,
    timeoutMs: timeoutMs(args),
    poolSize: Math.min(MOST_PYTHONS, Math.max(1, availableParallelism() - 1)),
  });
  return gradingWith(grader, sandbox);
}

/** What the engine asks of the outside; the judge is chosen by recordings, where there are any, and arguments. */
export function openEnginePorts(
  args: EngineArgs,
  recordings: OpenRecordings | undefined,
  terminal: Terminal,
) {
  for (const problem of recordings?.problems ?? []) terminal.err(`${recordings?.name ?? ""}: ${problem}\n`);
  const limiter = new CallLimiter(() => args.concurrency ?? DEFAULT_CONCURRENCY);
  const judge = openJudge(args, { recordings, limiter, timeoutMs: timeoutMs(args) }, terminal);
  const embeddings = httpEmbeddings({
    fetch: nodeFetch,
    clock: nodeClock,
    target: () => embeddingsTarget(args.embeddings),
    keyFor: judgeKey,
    timeoutMs: timeoutMs(args),
  });
  return {
    python: openGradingPython(args),
    judge,
    embeddings: limitedEmbeddings(embeddings, limiter),
    endpoint: nodeFetch,
  };
}

/**
 * The engine in its threads, so that no text keeps a time limit, a signal or another caller from being heard. There
 * are no more of them than samples in flight.
 * @param options `timeoutMs` where it is not the user's
 */
export function openEngine(
  args: Pick<EngineArgs, "metrics" | "timeoutSeconds" | "concurrency">,
  options: Pick<WorkerEngineOptions, "portsAreLimited"> & { readonly timeoutMs?: number },
  terminal: Terminal,
): WorkerEngine {
  const { portsAreLimited = false, timeoutMs: limitMs = timeoutMs(args) } = options;
  const { metrics = DEFAULT_METRICS_PROFILE } = args;
  return installedEngine(distDir(), {
    runOptions: () => ({ timeoutMs: limitMs, metrics }),
    portsAreLimited,
    threads: Math.min(args.concurrency ?? Infinity, usualThreads()),
    logger: onlyErrors(terminal),
  });
}

function onlyErrors(terminal: Terminal): Logger {
  const nothing = () => undefined;
  const error = (message: string) => terminal.err(`graders: ${message}\n`);
  return { trace: nothing, debug: nothing, info: nothing, warn: nothing, error };
}

/** Where `run` grades; for the engine, a thread begins now, and reads its code while files are read. */
export function startRunProvider(args: RunArgs, terminal: Terminal): StartedProvider {
  const { provider } = args;
  if (isHosted(provider)) return { open: () => openHosted(provider, args), close: () => Promise.resolve() };
  const engine = openEngine(args, { portsAreLimited: true }, terminal);
  engine.start();
  return {
    open: async (file) => {
      const ports = openEnginePorts(args, await openRecordingsBeside(file), terminal);
      return { provider: withEvals(engine.with(ports)), close: () => ports.python.dispose() };
    },
    files: engine.files,
    close: () => engine.dispose(),
  };
}

/** A provider of `run` that has begun. */
export interface StartedProvider {
  /** What grades long files by parts; the engine only. */
  readonly files?: FileEngine;
  /** @param file the grader's, whose recordings stand beside it */
  readonly open: (file: string) => Promise<OpenProvider>;
  readonly close: () => Promise<void>;
}

function embeddingsTarget({
  url,
  model = HOSTED_EMBEDDINGS_MODEL,
}: EngineArgs["embeddings"]): JudgeTarget | undefined {
  return url === undefined ? undefined : { baseUrl: url, model };
}

async function openHosted(id: HostedId, args: ProviderArgs): Promise<OpenProvider> {
  const { hostedProviderFromEnvironment } = await import("./hosted");
  return { provider: withEvals(hostedProviderFromEnvironment(id, args)), close: () => Promise.resolve() };
}

/** The provider that `validate` asks after our own checks; none for the engine, which adds nothing to them. */
export async function openValidateProvider(args: ProviderArgs): Promise<OpenProvider | undefined> {
  return isHosted(args.provider) ? openHosted(args.provider, args) : undefined;
}
