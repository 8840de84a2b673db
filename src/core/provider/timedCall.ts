import { t } from "@vscode/l10n";
import type { FetchResponse } from "../ports";
import { BodyError } from "./body";
import { providerError, USE_ENGINE, type ErrorContext } from "./hostedErrors";
import { ProviderError } from "./provider";
import { TimedPost, type CallOptions } from "./timedPost";

/** One call of a provider with its retries and time limit; what fails is a ProviderError, or the signal's reason. */
export class TimedCall {
  private readonly call: TimedPost;
  private requestId: string | undefined;

  constructor(
    options: CallOptions,
    private readonly context: ErrorContext,
    private readonly signal: AbortSignal,
  ) {
    this.call = new TimedPost(options, signal, (seconds) => this.timedOut(seconds));
  }

  /** The answer to a POST, its body unread. */
  async post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<FetchResponse> {
    try {
      return await this.call.send(url, headers, body);
    } catch (error) {
      this.signal.throwIfAborted();
      if (error instanceof ProviderError) throw error;
      const why = whyFailed(error);
      const message = t("{0} could not be reached: {1}", this.context.settings.origin, why);
      throw providerError("network", message, { mend: networkMend(why) });
    }
  }

  /** The text of an answer. */
  async read(response: FetchResponse, requestId: string | undefined): Promise<string> {
    this.requestId = requestId;
    try {
      return await this.call.read(response);
    } catch (error) {
      if (!(error instanceof BodyError)) throw error;
      throw providerError(
        "bad-answer",
        `${t("{0} gave no usable answer.", this.context.settings.origin)} ${error.message}`,
        { status: response.status, mend: BODY_MENDS[error.reason], ...this.known() },
      );
    }
  }

  private timedOut(seconds: number): ProviderError {
    const mend = `${t("Run again, or allow more time (graders.timeoutSeconds, CLI: --timeout).")} ${USE_ENGINE}`;
    return providerError(
      "timeout",
      t("{0} did not answer within {1} s.", this.context.settings.origin, seconds),
      { mend, ...this.known() },
    );
  }

  private known(): { readonly requestId?: string } {
    return this.requestId === undefined ? {} : { requestId: this.requestId };
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
