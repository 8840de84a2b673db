import { t } from "@vscode/l10n";
import { tryReadJson } from "../json/read";
import { isObject, type JsonObject } from "../json/value";
import { writeJson } from "../json/write";
import type { FetchResponse } from "../ports";
import { authorize, type CredentialSource } from "./credential";
import { answerError, providerError, type ErrorContext, type FailedAnswer } from "./hostedErrors";
import type { ProviderError } from "./provider";
import { CHECK_ADDRESS, TimedCall } from "./timedCall";
import type { CallOptions } from "./timedPost";

export interface HostedOptions extends CredentialSource, CallOptions {}

/** A result's body, and what belongs to it. */
export interface HostedAnswer {
  readonly json: JsonObject;
  readonly requestId?: string;
}

/** OpenAI's, and Azure's two. */
const REQUEST_ID_HEADERS = ["x-request-id", "apim-request-id", "x-ms-request-id"];

/**
 * POSTs one JSON body to a route of the provider, digits and key order as they stand.
 *
 * @param route from the base URL on, such as `/fine_tuning/alpha/graders/run`
 * @throws ProviderError for every answer but a JSON object with a status of success; the signal's reason
 * when aborted
 */
export async function postHosted(
  options: HostedOptions,
  route: string,
  body: JsonObject,
  signal: AbortSignal,
): Promise<HostedAnswer> {
  signal.throwIfAborted();
  const { headers, context } = await authorize(options);
  const call = new TimedCall(options, context, signal);
  const allHeaders = { ...headers, accept: "application/json", "content-type": "application/json" };
  const response = await call.post(`${options.baseUrl}${route}`, allHeaders, writeJson(body));
  const requestId = requestIdOf(response);
  const answer = {
    status: response.status,
    text: await call.read(response, requestId),
    ...(requestId !== undefined && { requestId }),
  };
  if (response.status < 200 || response.status >= 300) {
    const location = response.headers.get("location");
    throw answerError({ ...answer, ...(location !== null && { location }) }, context);
  }
  const json = tryReadJson(answer.text);
  if (!isObject(json)) throw noResult(answer, context);
  return { json, ...(requestId !== undefined && { requestId }) };
}

function requestIdOf({ headers }: FetchResponse): string | undefined {
  for (const name of REQUEST_ID_HEADERS) {
    const id = headers.get(name);
    if (id !== null && id !== "") return id;
  }
  return undefined;
}

function noResult(answer: FailedAnswer, context: ErrorContext): ProviderError {
  const message = noResultWords(context.settings.origin, answer.text.trim());
  return providerError("bad-answer", message, { ...answer, mend: CHECK_ADDRESS });
}

function noResultWords(origin: string, text: string): string {
  if (text === "") return t("{0} gave an empty answer instead of a result.", origin);
  if (text.startsWith("<")) return t("{0} gave a web page instead of a result.", origin);
  return tryReadJson(text) === undefined
    ? t('{0} gave no JSON ("{1}…") instead of a result.', origin, text.slice(0, 60))
    : t("{0} gave JSON that is no object instead of a result.", origin);
}
