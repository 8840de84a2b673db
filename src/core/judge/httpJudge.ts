import { t } from "@vscode/l10n";
import { tryReadJson } from "../json/read";
import {
  isArray,
  isObject,
  JsonNumber,
  textAt,
  valueAt,
  type Json,
  type JsonObject,
  type PlainJson,
} from "../json/value";
import type { FetchResponse } from "../ports";
import { ProviderError } from "../provider/provider";
import { TimedPost } from "../provider/timedPost";
import type { TokenUsage } from "../result/runResult";
import { said, saidBy, type Said } from "../said";
import { fallBack } from "./fallbacks";
import type { JudgeAnswer, JudgeClient, JudgeRequest } from "./judgeClient";
import { jsonHeaders, keyRefusal, routeUrl, type ServerOptions } from "./modelServer";
import { requestHash } from "./requestHash";

/** Where a grader's model is asked: an OpenAI-compatible server and the model there. */
export interface JudgeTarget {
  /** Up to and including the version, such as `http://localhost:11434/v1`. */
  readonly baseUrl: string;
  readonly model: string;
}

export interface HttpJudgeOptions extends ServerOptions {
  /** The judge for a grader's model; undefined where none is set. */
  readonly targetFor: (model: string) => JudgeTarget | undefined;
}

type Unavailable = Extract<JudgeAnswer, { kind: "unavailable" }>;

/** Asks judges by Chat Completions (facts.md "Judges"). */
export function httpJudge(options: HttpJudgeOptions): JudgeClient {
  return {
    async ask(request, signal) {
      const hash = await requestHash(request);
      const target = options.targetFor(request.model);
      if (!target) return noJudge(hash, request.model);
      const url = routeUrl(target.baseUrl, "/chat/completions");
      if (!url) return noAddress(hash, target.baseUrl);
      return new JudgeCall(options, request, target, url, hash, signal).ask();
    },
  };
}

function noJudge(requestHash: string, model: string): Unavailable {
  return {
    kind: "unavailable",
    requestHash,
    ...said("No judge is set for the model {0}.", model),
    mend: t(
      "Set graders.judge.models (CLI: --judge-url and --judge-model) to an OpenAI-compatible server, keep recorded answers beside the grader, or run at a hosted provider.",
    ),
  };
}

function noAddress(requestHash: string, baseUrl: string): Unavailable {
  const what = said('The judge\'s base URL "{0}" is no web address.', baseUrl);
  return {
    kind: "unavailable",
    requestHash,
    ...what,
    mend: t("Set one such as {0}.", "http://localhost:11434/v1"),
  };
}

class JudgeCall {
  private readonly adjustments: string[] = [];
  private readonly origin: string;
  private readonly call: TimedPost;

  constructor(
    private readonly options: HttpJudgeOptions,
    private readonly request: JudgeRequest,
    private readonly target: JudgeTarget,
    private readonly url: URL,
    private readonly hash: string,
    private readonly signal: AbortSignal,
  ) {
    const { origin } = url;
    this.origin = origin;
    this.call = new TimedPost(
      options,
      signal,
      (seconds) => new ProviderError("timeout", said("{0} did not answer within {1} s.", origin, seconds)),
    );
  }

  async ask(): Promise<JudgeAnswer> {
    const { messages, response_format, sampling } = this.request;
    let body: Record<string, PlainJson> = {
      model: this.target.model,
      messages: [...messages],
      response_format,
      ...sampling,
    };
    const key = await this.options.keyFor(this.origin);
    const refusal = keyRefusal(this.url, key);
    if (refusal) return this.unavailable(refusal.what, refusal.mend);
    for (;;) {
      const answer = await this.post(body, key);
      if (answer.kind !== "refused") return answer;
      const fallen = this.fallBack(body, answer.message);
      if (!fallen)
        return this.unavailable(
          said("{0} refused the request: {1}", this.origin, answer.message),
          REFUSED_MEND,
        );
      body = fallen;
    }
  }

  private fallBack(body: Record<string, PlainJson>, message: string): Record<string, PlainJson> | undefined {
    const fallen = fallBack(body, message);
    if (fallen && !this.adjustments.includes(fallen.words)) this.adjustments.push(fallen.words);
    return fallen?.body;
  }

  private async post(
    body: Record<string, PlainJson>,
    key: string | undefined,
  ): Promise<JudgeAnswer | { readonly kind: "refused"; readonly message: string }> {
    try {
      const response = await this.call.send(this.url.href, jsonHeaders(key), JSON.stringify(body));
      const text = await this.call.read(response);
      const answer = tryReadJson(text);
      if (response.status === 400 || response.status === 422)
        return { kind: "refused", message: errorMessage(answer, text) };
      if (response.status !== 200) return this.badStatus(response, errorMessage(answer, text));
      return isObject(answer)
        ? this.readCompletion(answer)
        : this.unavailable(said("{0} gave no JSON.", this.origin), SERVER_MEND);
    } catch (error) {
      this.signal.throwIfAborted();
      if (error instanceof ProviderError) return this.unavailable(saidBy(error), TIME_MEND);
      return this.unavailable(said("{0} could not be asked: {1}", this.origin, saidBy(error)), SERVER_MEND);
    }
  }

  private badStatus({ status, headers }: FetchResponse, message: string): Unavailable {
    // Browsers show a redirect that they were told not to follow as status 0.
    const redirects = status === 0 || (status >= 300 && status < 400);
    const why = message || (redirects && headers.get("location"));
    const what = why
      ? said("{0} answered with status {1}: {2}", this.origin, status, why)
      : said("{0} answered with status {1}.", this.origin, status);
    return this.unavailable(what, redirects ? REDIRECT_MEND : this.statusMend(status));
  }

  private statusMend(status: number): string {
    switch (status) {
      case 401:
      case 403:
        return t("Set the judge's key (Set API Key, or GRADERS_JUDGE_API_KEY).");
      case 404:
        return t(
          'Check that the server has the model "{0}" and that the base URL ends with its version (/v1).',
          this.target.model,
        );
      case 429:
        return LIMIT_MEND;
      default:
        return SERVER_MEND;
    }
  }

  private readCompletion(completion: JsonObject): JudgeAnswer {
    const message = valueAt(completion, ["choices", 0, "message"]);
    if (!isObject(message))
      return this.unavailable(said("{0} gave no chat completion.", this.origin), SERVER_MEND);
    return {
      kind: "answer",
      requestHash: this.hash,
      content: contentOf(message.get("content")),
      refusal: textAt(message, ["refusal"]) ?? null,
      finishReason: textAt(completion, ["choices", 0, "finish_reason"]) ?? "stop",
      model: this.target.model,
      usage: readUsage(completion.get("usage")),
      source: "live",
      origin: this.origin,
      adjustments: this.adjustments,
    };
  }

  private unavailable(what: Said, mend: string): Unavailable {
    return { kind: "unavailable", requestHash: this.hash, ...what, mend };
  }
}

const SERVER_MEND = t("Check that the judge runs and that its base URL is right.");
const TIME_MEND = t("Allow more time (graders.timeoutSeconds, CLI: --timeout), or use a faster judge.");
const REDIRECT_MEND = t("The server redirects, which is refused: set the address that it redirects to.");
const LIMIT_MEND = t("Wait, or run fewer samples at a time (graders.concurrency, CLI: --concurrency).");
const REFUSED_MEND = t("Correct the grader's messages or sampling_params, or use another judge.");

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

/** The text of an answer, which some servers (Mistral's) give in parts. */
function contentOf(content: Json | undefined): string {
  return isArray(content) ? content.map((part) => textOf(valueAt(part, ["text"]))).join("") : textOf(content);
}

/** The message of the usual error envelopes (OpenAI, Ollama, vLLM, FastAPI). */
function errorMessage(answer: Json | undefined, text: string): string {
  const candidates = [["error", "message"], ["error"], ["message"], ["detail"]].map((path) =>
    valueAt(answer, path),
  );
  const message = candidates.find((candidate) => typeof candidate === "string");
  return (textOf(message) || text.slice(0, 200)).slice(0, LONGEST_MESSAGE);
}

/** A server may explain itself with all that it was sent. */
const LONGEST_MESSAGE = 2_000;

function readUsage(usage: Json | undefined): TokenUsage | null {
  if (!isObject(usage)) return null;
  const count = (path: readonly string[]) => {
    const value = valueAt(usage, path);
    return value instanceof JsonNumber ? value.value : 0;
  };
  return {
    prompt_tokens: count(["prompt_tokens"]),
    completion_tokens: count(["completion_tokens"]),
    total_tokens: count(["total_tokens"]),
    cached_tokens: count(["prompt_tokens_details", "cached_tokens"]),
  };
}
