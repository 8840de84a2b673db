import * as vscode from "vscode";
import { untrustedPython } from "../../core/engine/untrusted";
import { limitedEmbeddings, limitedJudge, type CallLimiter } from "../../core/judge/callLimiter";
import { cachedJudge, type JudgeStore } from "../../core/judge/cachedJudge";
import { chooseJudge } from "../../core/judge/chooseJudge";
import type { EmbeddingsClient } from "../../core/judge/embeddingsClient";
import { httpEmbeddings } from "../../core/judge/httpEmbeddings";
import { httpJudge } from "../../core/judge/httpJudge";
import type { JudgeClient } from "../../core/judge/judgeClient";
import type { Fetch, Logger, PythonRunner } from "../../core/ports";
import { ProviderError } from "../../core/provider/provider";
import { said, type Said } from "../../core/said";
import { nodeClock } from "../../node/clock";
import type { HostPorts } from "../../node/engineWorker/hostCalls";
import { nodeFetch } from "../../node/http/nodeFetch";
import type { Consent, Receiver } from "./consent";
import { chosenPython, type WindowInterpreter } from "./interpreter";
import type { Keys } from "./keys";
import { openRecordingsOf } from "./recordings";
import { settings } from "./settings";
import { vscodeJudge } from "./vscodeJudge";

export interface EngineContext {
  /** The sandbox. */
  readonly python: PythonRunner;
  readonly interpreter: WindowInterpreter;
  readonly keys: Keys;
  readonly consent: Consent;
  readonly judgeCache: JudgeStore;
  /** Of all calls of models that the runs of the window make. */
  readonly callLimiter: CallLimiter;
  readonly modelAccess: vscode.LanguageModelAccessInformation;
  readonly logger: Pick<Logger, "warn">;
}

/**
 * The engine's ports for one grader file, guarded: in a workspace that is not trusted nothing executes and
 * nothing is called, and data leaves for an origin only after consent (security.md "Network").
 */
export async function enginePorts(grader: vscode.Uri, context: EngineContext): Promise<HostPorts> {
  const { python, consent } = context;
  return {
    python: vscode.workspace.isTrusted ? chosenPython(grader, context) : untrustedPython(python),
    judge: await judgeFor(grader, context),
    embeddings: guardedEmbeddings(context),
    endpoint: guardedEndpoint(consent),
  };
}

async function judgeFor(grader: vscode.Uri, context: EngineContext): Promise<JudgeClient> {
  const recordings = await openRecordingsOf(grader);
  for (const problem of recordings.problems) context.logger.warn(`${recordings.name}: ${problem}`);
  const live = guardedJudge(context);
  return chooseJudge({
    mode: settings.judgeMode(),
    judgeIsSet: settings.judgeIsSet(),
    live,
    // Before the guard: what is kept on this machine needs no consent.
    cached: cachedJudge(live, context.judgeCache, (model) => settings.judgeTarget(model)),
    recordings,
  });
}

/** Who judges is asked anew at each request. The limit is inside the guard: a question holds up no others. */
function guardedJudge({ keys, consent, callLimiter, modelAccess }: EngineContext): JudgeClient {
  const server = limitedJudge(
    httpJudge({
      fetch: nodeFetch,
      clock: nodeClock,
      targetFor: (model) => settings.judgeTarget(model),
      keyFor: (origin) => keys.get({ owner: "judge", origin }),
      timeoutMs: settings.timeoutMs(),
    }),
    callLimiter,
  );
  const own = limitedJudge(
    vscodeJudge((model) => settings.vscodeJudge(model), modelAccess),
    callLimiter,
  );
  return {
    async ask(request, signal) {
      const name = settings.vscodeJudge(request.model);
      const target = settings.judgeTarget(request.model);
      const refusal =
        name === undefined
          ? target && (await refusalOf(consent, "judge", target.baseUrl))
          : await refusalFor(consent, "model", said("VS Code's model {0}", name));
      if (!refusal) return (name === undefined ? server : own).ask(request, signal);
      return { kind: "unavailable", requestHash: "", ...refusal };
    },
  };
}

function guardedEmbeddings({ keys, consent, callLimiter }: EngineContext): EmbeddingsClient {
  const server = httpEmbeddings({
    fetch: nodeFetch,
    clock: nodeClock,
    target: () => settings.embeddingsTarget(),
    keyFor: (origin) => keys.get({ owner: "judge", origin }),
    timeoutMs: settings.timeoutMs(),
  });
  const embeddings = limitedEmbeddings(server, callLimiter);
  return {
    async embed(texts, signal) {
      const target = settings.embeddingsTarget();
      const refusal = target && (await refusalOf(consent, "embeddings", target.baseUrl));
      return refusal ? { kind: "unavailable", ...refusal } : embeddings.embed(texts, signal);
    },
  };
}

function guardedEndpoint(consent: Consent): Fetch {
  return async (url, init) => {
    const refusal = URL.canParse(url) ? await refusalOf(consent, "endpoint", url) : undefined;
    if (refusal) throw new ProviderError("consent-missing", refusal, { mend: refusal.mend });
    return nodeFetch(url, init);
  };
}

type Refusal = ({ readonly mend: string } & Said) | undefined;

function refusalOf(
  consent: Consent,
  receiver: Exclude<Receiver, "provider" | "model">,
  url: string,
): Promise<Refusal> {
  return refusalFor(consent, receiver, { message: new URL(url).origin });
}

async function refusalFor(
  consent: Consent,
  receiver: Exclude<Receiver, "provider">,
  who: Said,
): Promise<Refusal> {
  if (!vscode.workspace.isTrusted) {
    return {
      ...said("{0} is not called: the workspace is not trusted.", who),
      mend: vscode.l10n.t("Trust the workspace if you know who wrote this grader."),
    };
  }
  if (await consent.ensure(receiver, who.message)) return undefined;
  return {
    ...said("{0} was not called: sending data there was not allowed.", who),
    mend: vscode.l10n.t("Run again and allow it, or keep recorded answers beside the grader."),
  };
}
