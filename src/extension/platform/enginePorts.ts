import * as vscode from "vscode";
import { untrustedPython } from "../../core/engine/untrusted";
import { chooseJudge } from "../../core/judge/chooseJudge";
import { httpEmbeddings, type EmbeddingsClient } from "../../core/judge/embeddings";
import { httpJudge } from "../../core/judge/httpJudge";
import type { JudgeClient } from "../../core/judge/judgeClient";
import type { Fetch, PythonRunner } from "../../core/ports";
import { ProviderError } from "../../core/provider/provider";
import { nodeClock } from "../../node/clock";
import type { HostPorts } from "../../node/engineWorker/workerEngine";
import { nodeFetch } from "../../node/http/nodeFetch";
import type { Consent, Receiver } from "./consent";
import type { Keys } from "./keys";
import { openRecordings } from "./recordings";
import { settings } from "./settings";

/**
 * The engine's ports for one grader file, guarded: in a workspace that is not trusted nothing executes and
 * nothing is called, and data leaves for an origin only after consent (design.md "Safety").
 */
export async function enginePorts(
  grader: vscode.Uri,
  { python, keys, consent }: { python: PythonRunner; keys: Keys; consent: Consent },
): Promise<HostPorts> {
  return {
    python: vscode.workspace.isTrusted ? python : untrustedPython(python),
    judge: await judgeFor(grader, keys, consent),
    embeddings: guardedEmbeddings(keys, consent),
    endpoint: guardedEndpoint(consent),
  };
}

async function judgeFor(grader: vscode.Uri, keys: Keys, consent: Consent): Promise<JudgeClient> {
  const recordings = await openRecordings(grader);
  return chooseJudge({
    mode: settings.judgeMode(),
    judgeIsSet: settings.judgeIsSet(),
    live: guardedJudge(keys, consent),
    recordings: recordings.recordings,
    recordingsExist: recordings.exists,
    recordingsName: recordings.name,
    append: (line) => recordings.append(line),
  });
}

function guardedJudge(keys: Keys, consent: Consent): JudgeClient {
  const judge = httpJudge({
    fetch: nodeFetch,
    clock: nodeClock,
    targetFor: (model) => settings.judgeTarget(model),
    keyFor: (origin) => keys.get({ owner: "judge", origin }),
    timeoutMs: settings.timeoutMs(),
  });
  return {
    async ask(request, signal) {
      const target = settings.judgeTarget(request.model);
      const refusal = target && (await refusalOf(consent, "judge", target.baseUrl));
      if (!refusal) return judge.ask(request, signal);
      return { kind: "unavailable", requestHash: "", ...refusal };
    },
  };
}

function guardedEmbeddings(keys: Keys, consent: Consent): EmbeddingsClient {
  const embeddings = httpEmbeddings({
    fetch: nodeFetch,
    clock: nodeClock,
    target: () => settings.embeddingsTarget(),
    keyFor: (origin) => keys.get({ owner: "judge", origin }),
    timeoutMs: settings.timeoutMs(),
  });
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
    if (refusal) throw new ProviderError("consent-missing", refusal.message, { mend: refusal.mend });
    return nodeFetch(url, init);
  };
}

async function refusalOf(
  consent: Consent,
  receiver: Exclude<Receiver, "provider">,
  url: string,
): Promise<{ message: string; mend: string } | undefined> {
  const { origin } = new URL(url);
  if (!vscode.workspace.isTrusted) {
    return {
      message: `${origin} is not called: the workspace is not trusted.`,
      mend: "Trust the workspace if you know who wrote this grader.",
    };
  }
  if (await consent.ensure(receiver, origin)) return undefined;
  return {
    message: `${origin} was not called: sending data there was not allowed.`,
    mend: "Run again and allow it, or keep recorded answers beside the grader.",
  };
}
