import { t } from "@vscode/l10n";
import type { Clock, Fetch, FetchResponse } from "../ports";
import { BodyError, readBody } from "./body";
import { providerError, USE_ENGINE, type ErrorContext } from "./hostedErrors";
import { ProviderError } from "./provider";
import { withRetries } from "./retry";

export interface CallOptions {
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** Milliseconds for one try, the reading of its answer included; a try that runs out of them is the last. */
  readonly timeoutMs: number;
}

/** Larger than any grader or result; no server shall fill our memory. */
const MAX_ANSWER_BYTES = 10_000_000;

/** One call with its retries and time limit; what fails is a ProviderError, or the signal's reason. */
export class TimedCall {
  private limit: AbortSignal | undefined;

  constructor(
    private readonly options: CallOptions,
    private readonly context: ErrorContext,
    private readonly signal: AbortSignal,
  ) {}

  /** The answer to a POST, its body unread. */
  async post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<FetchResponse> {
    const { clock, timeoutMs } = this.options;
    try {
      return await withRetries(() => this.tryOnce(url, headers, body), clock, this.signal, timeoutMs);
    } catch (error) {
      this.signal.throwIfAborted();
      if (error instanceof ProviderError) throw error;
      const why = whyFailed(error);
      const message = t("{0} could not be reached: {1}", this.context.settings.origin, why);
      throw providerError("network", message, { mend: networkMend(why) }, this.context);
    }
  }

  private async tryOnce(
    url: string,
    headers: Readonly<Record<string, string>>,
    body: string,
  ): Promise<FetchResponse> {
    const { fetch, timeoutMs } = this.options;
    this.limit = AbortSignal.timeout(timeoutMs);
    const signal = AbortSignal.any([this.signal, this.limit]);
    try {
      return await fetch(url, { method: "POST", headers, body, signal, redirect: "manual" });
    } catch (error) {
      throw this.limit.aborted ? this.timedOut() : error;
    }
  }

  /** The text of an answer. */
  async read(response: FetchResponse, requestId: string | undefined): Promise<string> {
    try {
      return await readBody(response, MAX_ANSWER_BYTES);
    } catch (error) {
      this.signal.throwIfAborted();
      if (this.limit?.aborted) throw this.timedOut(requestId);
      if (!(error instanceof BodyError)) throw error;
      throw providerError(
        "bad-answer",
        `${t("{0} gave no usable answer.", this.context.settings.origin)} ${error.message}`,
        {
          status: response.status,
          mend: BODY_MENDS[error.reason],
          ...(requestId !== undefined && { requestId }),
        },
        this.context,
      );
    }
  }

  private timedOut(requestId?: string): ProviderError {
    return providerError(
      "timeout",
      t("{0} did not answer within {1} s.", this.context.settings.origin, this.options.timeoutMs / 1000),
      {
        mend: `${t("Run again, or allow more time (graders.timeoutSeconds, CLI: --timeout).")} ${USE_ENGINE}`,
        ...(requestId !== undefined && { requestId }),
      },
      this.context,
    );
  }
}

export const CHECK_ADDRESS = t(
  "Check that the address is the API's, and that no proxy answers in its place.",
);

const BODY_MENDS: Readonly<Record<BodyError["reason"], string>> = {
  "too-large": CHECK_ADDRESS,
  "cut-off": t("Run again. If it stays, the server or a proxy ends the connection early."),
  "not-text": CHECK_ADDRESS,
};

/** node-fetch names the cause at its message's end, the platform's `fetch` in `cause`. */
function whyFailed(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error as { cause?: unknown };
  if (cause instanceof Error) return whyFailed(cause);
  return error.message.replace(/^.*, reason: /s, "") || error.name;
}

function networkMend(why: string): string {
  if (/certificate|self.signed|CERT_|SSL/i.test(why)) {
    return t(
      "The server's certificate is not trusted here. Behind a company's proxy, install its certificate (NODE_EXTRA_CA_CERTS).",
    );
  }
  if (/ENOTFOUND|EAI_AGAIN/.test(why))
    return t("Check the address and your connection: there is no such host now.");
  return t("Check the address, your connection, and the proxy settings.");
}
