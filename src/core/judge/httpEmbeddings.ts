import { t } from "@vscode/l10n";
import { tryReadJson } from "../json/read";
import { isArray, isObject, JsonNumber, valueAt, type Json } from "../json/value";
import type { Clock, Fetch, FetchResponse } from "../ports";
import { readBody } from "../provider/body";
import { isLoopback } from "../provider/hostedSettings";
import { ProviderError } from "../provider/provider";
import { withRetries } from "../provider/retry";
import { HOSTED_EMBEDDINGS_MODEL, type EmbeddingsAnswer, type EmbeddingsClient } from "./embeddingsClient";
import type { JudgeTarget } from "./httpJudge";

export interface HttpEmbeddingsOptions {
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** The server and its model; undefined where none is set. */
  readonly target: () => JudgeTarget | undefined;
  /** The key for an origin; undefined where the server needs none. */
  readonly keyFor: (origin: string) => Promise<string | undefined>;
  /** Milliseconds for one try. */
  readonly timeoutMs: number;
}

const MAX_ANSWER_BYTES = 10_000_000;

/** Asks an OpenAI-compatible server's `/embeddings`. */
export function httpEmbeddings(options: HttpEmbeddingsOptions): EmbeddingsClient {
  return {
    async embed(texts, signal) {
      const target = options.target();
      if (!target) return NONE_SET;
      const url = webAddress(`${target.baseUrl.replace(/\/+$/, "")}/embeddings`);
      if (!url)
        return unavailable(t('The embeddings server "{0}" is no web address.', target.baseUrl), ADDRESS_MEND);
      const key = await options.keyFor(url.origin);
      if (key !== undefined && url.protocol === "http:" && !isLoopback(url))
        return unavailable(t("{0} is not encrypted, so the key is not sent there.", url.origin), HTTPS_MEND);
      try {
        const response = await post(url, { model: target.model, input: texts }, key, options, signal);
        return readAnswer(response.status, await readBody(response, MAX_ANSWER_BYTES), {
          model: target.model,
          origin: url.origin,
          count: texts.length,
        });
      } catch (error) {
        signal.throwIfAborted();
        const why = error instanceof Error ? error.message : String(error);
        return unavailable(t("{0} could not be asked for embeddings: {1}", url.origin, why), SERVER_MEND);
      }
    },
  };
}

function webAddress(text: string): URL | undefined {
  try {
    const url = new URL(text);
    return /^https?:$/.test(url.protocol) ? url : undefined;
  } catch {
    return undefined;
  }
}

const ADDRESS_MEND = t("Set one such as {0}.", "https://api.openai.com/v1");
const HTTPS_MEND = t("Use an https: address. Plain http: is only for this machine (localhost).");
const SERVER_MEND = t(
  "Check that the server runs, that its base URL ends with its version (/v1), that it has the model and, where it needs one, its key.",
);
const NONE_SET = unavailable(
  t("cosine compares embeddings, and no server for them is set."),
  t(
    'Set graders.judge.models for "{0}" (CLI: --embeddings-url) to an OpenAI-compatible server, or use another metric.',
    HOSTED_EMBEDDINGS_MODEL,
  ),
);

function unavailable(message: string, mend: string): EmbeddingsAnswer {
  return { kind: "unavailable", message, mend };
}

function post(
  url: URL,
  body: unknown,
  key: string | undefined,
  { fetch, clock, timeoutMs }: HttpEmbeddingsOptions,
  signal: AbortSignal,
): Promise<FetchResponse> {
  const tryOnce = async () => {
    const limit = AbortSignal.timeout(timeoutMs);
    try {
      return await fetch(url.href, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(key !== undefined && { authorization: `Bearer ${key}` }),
        },
        body: JSON.stringify(body),
        signal: AbortSignal.any([signal, limit]),
        redirect: "manual",
      });
    } catch (error) {
      // A try that ran out of time is the last: a ProviderError ends the retries.
      throw limit.aborted
        ? new ProviderError("timeout", t("no answer within {0} s.", timeoutMs / 1000))
        : error;
    }
  };
  return withRetries(tryOnce, clock, signal, timeoutMs);
}

interface Asked {
  readonly model: string;
  readonly origin: string;
  readonly count: number;
}

function readAnswer(status: number, text: string, { model, origin, count }: Asked): EmbeddingsAnswer {
  const answer = tryReadJson(text);
  if (status !== 200) {
    const message = valueAt(answer, ["error", "message"]);
    const why = typeof message === "string" ? message : text.slice(0, 200);
    return unavailable(t("{0} answered with status {1}: {2}", origin, status, why), SERVER_MEND);
  }
  const vectors = readVectors(valueAt(answer, ["data"]));
  const [first] = vectors;
  const isWhole =
    vectors.length === count && vectors.every(({ length }) => length > 0 && length === first?.length);
  if (!isWhole) return unavailable(t("{0} gave no embeddings of {1} texts.", origin, count), SERVER_MEND);
  return { kind: "vectors", vectors, model, origin };
}

/** The vectors in the texts' order: each names the index of its text. */
function readVectors(data: Json | undefined): readonly (readonly number[])[] {
  const entries = isArray(data) ? data.filter(isObject) : [];
  return entries
    .map((entry, position) => {
      const index = entry.get("index");
      const embedding = entry.get("embedding");
      const numbers = isArray(embedding) ? embedding : [];
      return {
        index: index instanceof JsonNumber ? index.value : position,
        vector: numbers.flatMap((number) => (number instanceof JsonNumber ? number.value : [])),
      };
    })
    .sort((a, b) => a.index - b.index)
    .map(({ vector }) => vector);
}
