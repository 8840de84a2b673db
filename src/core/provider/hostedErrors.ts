import { t } from "@vscode/l10n";
import { HOSTED } from "../providerTable";
import { readErrorEnvelope, type ErrorEnvelope } from "./errorEnvelope";
import type { HostedSettings } from "./hostedSettings";
import { ProviderError, type ProviderErrorReason } from "./provider";

/** What the words of an error depend on besides the answer. */
export interface ErrorContext {
  readonly settings: HostedSettings;
  /** How the user gives the provider a key. */
  readonly keyMend: string;
  readonly credentialKind: "key" | "token";
}

/** An answer other than a result. */
export interface FailedAnswer {
  readonly status: number;
  readonly text: string;
  readonly requestId?: string;
  /** Where a redirect leads. */
  readonly location?: string;
}

interface Words {
  readonly reason: ProviderErrorReason;
  /** What happened, with the server's own words. */
  readonly message: string;
  readonly mend: string;
}

export const USE_ENGINE = t("The engine grades on this machine, with no service: select it to go on.");

/** A status in words that help. */
export function answerError(answer: FailedAnswer, context: ErrorContext): ProviderError {
  const envelope = readErrorEnvelope(answer.text);
  if (isRedirect(answer.status)) return redirectError(answer, context);
  const { reason, message, mend } = wordsFor(answer.status, envelope, context);
  const { param } = envelope;
  return providerError(reason, message, { ...answer, mend, ...(param !== undefined && { param }) });
}

/** A failure with what every one has: the request's id, a mend. */
export function providerError(
  reason: ProviderErrorReason,
  message: string,
  details: {
    readonly mend: string;
    readonly status?: number;
    readonly requestId?: string;
    readonly param?: string;
  },
): ProviderError {
  const { mend, status, requestId, param } = details;
  const words = requestId === undefined ? message : t("{0} (request {1})", message, requestId);
  return new ProviderError(reason, words, {
    mend,
    ...(status !== undefined && { status }),
    ...(requestId !== undefined && { requestId }),
    ...(param !== undefined && { param }),
  });
}

/** Browsers show a redirect that they were told not to follow as status 0. */
function isRedirect(status: number): boolean {
  return status === 0 || (status >= 300 && status < 400);
}

function redirectError(answer: FailedAnswer, context: ErrorContext): ProviderError {
  const { origin } = context.settings;
  const target = answer.location === undefined ? undefined : addressOf(answer.location, context.settings);
  const message =
    target === undefined
      ? t("{0} redirects to another address.", origin)
      : t("{0} redirects to {1}.", origin, target);
  const mend = t(
    "A redirect is not followed: it could carry key and data elsewhere. If the new address is right, set it as the provider's address.",
  );
  return providerError("redirect", message, { ...answer, mend });
}

/** The redirect's target without query, which may hold secrets. */
function addressOf(location: string, { baseUrl }: HostedSettings): string | undefined {
  try {
    const url = new URL(location, baseUrl);
    return `${url.origin}${url.pathname}`;
  } catch {
    return undefined;
  }
}

function wordsFor(status: number, envelope: ErrorEnvelope, context: ErrorContext): Words {
  const { id, origin } = context.settings;
  const why = envelope.message;
  switch (status) {
    case 401: {
      const message = t("{0} does not accept the key (status {1}): {2}", origin, status, why);
      return { reason: "unauthorized", message, mend: unauthorizedMend(context) };
    }
    case 403: {
      const message = t("{0} does not allow this (status {1}): {2}", origin, status, why);
      return { reason: "forbidden", message, mend: HOSTED[id].forbiddenMend };
    }
    case 404:
    case 405:
    case 410: {
      const message = t("{0} has no graders here (status {1}): {2}", origin, status, why);
      return { reason: "not-found", message, mend: `${HOSTED[id].notFoundMend} ${USE_ENGINE}` };
    }
    case 408:
    case 504: {
      const message = t("{0} ran out of time (status {1}): {2}", origin, status, why);
      return { reason: "timeout", message, mend: TRY_AGAIN };
    }
    case 413: {
      const message = t("{0} finds the request too large (status {1}): {2}", origin, status, why);
      return { reason: "rejected", message, mend: TOO_LARGE_MEND };
    }
    case 429: {
      const message = t("{0} takes no more requests now (status {1}): {2}", origin, status, why);
      return { reason: "rate-limited", message, mend: limitMend(envelope) };
    }
    default: {
      if (status < 500) {
        const message = t("{0} refused the request (status {1}): {2}", origin, status, why);
        return { reason: "rejected", message, mend: rejectedMend(envelope) };
      }
      return {
        reason: "server",
        message: t("{0} failed (status {1}): {2}", origin, status, why),
        mend: TRY_AGAIN,
      };
    }
  }
}

const TRY_AGAIN = `${t("Run again in a while; the request's id helps the service's support.")} ${USE_ENGINE}`;
const TOO_LARGE_MEND = t("Shorten the sample or the grader (a Python source must stay under 256 kB).");

function unauthorizedMend({ credentialKind, keyMend }: ErrorContext): string {
  return credentialKind === "key"
    ? `${t("Check that the key is complete, not revoked, and of this service.")} ${keyMend}`
    : t(
        "Sign in again with an account that has a role such as “Cognitive Services OpenAI User” on the resource.",
      );
}

function limitMend({ code }: ErrorEnvelope): string {
  return code === "insufficient_quota"
    ? `${t("The account's quota is used up: add credit there.")} ${USE_ENGINE}`
    : `${t("Wait, or run fewer samples at a time (graders.concurrency, CLI: --concurrency).")} ${USE_ENGINE}`;
}

function rejectedMend({ param }: ErrorEnvelope): string {
  return param === undefined
    ? t("Validate the grader at this provider to see what it objects to.")
    : t("Correct {0}.", param);
}
