import { t } from "@vscode/l10n";
import { tryReadJson } from "../json/read";
import { isArray, isObject, JsonNumber, textAt, valueAt, type Json } from "../json/value";
import { ProviderError } from "../provider/provider";
import { TimedPost } from "../provider/timedPost";
import { HOSTED_EMBEDDINGS_MODEL, type EmbeddingsAnswer, type EmbeddingsClient } from "./embeddingsClient";
import type { JudgeTarget } from "./httpJudge";
import { jsonHeaders, keyRefusal, routeUrl, type ServerOptions } from "./modelServer";

export interface HttpEmbeddingsOptions extends ServerOptions {
  /** The server and its model; undefined where none is set. */
  readonly target: () => JudgeTarget | undefined;
}

/** Asks an OpenAI-compatible server's `/embeddings`. */
export function httpEmbeddings(options: HttpEmbeddingsOptions): EmbeddingsClient {
  return {
    async embed(texts, signal) {
      const target = options.target();
      if (!target) return NONE_SET;
      const url = routeUrl(target.baseUrl, "/embeddings");
      if (!url)
        return unavailable(t('The embeddings server "{0}" is no web address.', target.baseUrl), ADDRESS_MEND);
      const key = await options.keyFor(url.origin);
      const refusal = keyRefusal(url, key);
      if (refusal) return unavailable(refusal.what.message, refusal.mend);
      const post = new TimedPost(
        options,
        signal,
        (seconds) => new ProviderError("timeout", t("no answer within {0} s.", seconds)),
      );
      try {
        const body = JSON.stringify({ model: target.model, input: texts });
        const response = await post.send(url.href, jsonHeaders(key), body);
        return readAnswer(response.status, await post.read(response), {
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

const ADDRESS_MEND = t("Set one such as {0}.", "https://api.openai.com/v1");
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

interface Asked {
  readonly model: string;
  readonly origin: string;
  readonly count: number;
}

function readAnswer(status: number, text: string, { model, origin, count }: Asked): EmbeddingsAnswer {
  const answer = tryReadJson(text);
  if (status !== 200) {
    const why = textAt(answer, ["error", "message"]) ?? text.slice(0, 200);
    return unavailable(t("{0} answered with status {1}: {2}", origin, status, why), SERVER_MEND);
  }
  const vectors = readVectors(valueAt(answer, ["data"]));
  const [first] = vectors;
  const isWhole =
    vectors.length === count &&
    vectors.every((vector) => vector.length === first?.length && hasDirection(vector));
  if (!isWhole) return unavailable(t("{0} gave no embeddings of {1} texts.", origin, count), SERVER_MEND);
  return { kind: "vectors", vectors, model, origin };
}

/** A vector of zeros, or of numbers whose squares are none, has no direction: no similarity comes of it. */
function hasDirection(vector: readonly number[]): boolean {
  const square = vector.reduce((sum, value) => sum + value * value, 0);
  return square > 0 && Number.isFinite(square);
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
