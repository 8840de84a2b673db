import { readErrorEnvelope, type ErrorEnvelope } from "./errorEnvelope";
import type { HostedId, HostedSettings } from "./hostedSettings";
import { ProviderError, type ProviderErrorReason } from "./provider";
import { redact } from "./redact";

/** What the words of an error depend on besides the answer. */
export interface ErrorContext {
  readonly settings: HostedSettings;
  /** How the user gives the provider a key. */
  readonly keyMend: string;
  readonly credentialKind: "key" | "token";
  readonly secret: string;
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
  /** What happened, to be followed by the server's own words. */
  readonly what: string;
  readonly mend: string;
}

export const USE_ENGINE = "The engine grades on this machine, with no service: select it to go on.";

/** A status in words that help; never with the key, which a server may echo. */
export function answerError(raw: FailedAnswer, context: ErrorContext): ProviderError {
  const answer = withoutSecret(raw, context.secret);
  const envelope = readErrorEnvelope(answer.text);
  if (isRedirect(answer.status)) return redirectError(answer, context);
  const { reason, what, mend } = wordsFor(answer.status, envelope, context);
  const { param } = envelope;
  return providerError(
    reason,
    `${context.settings.origin} ${what} (status ${answer.status}): ${envelope.message}`,
    { ...answer, mend, ...(param !== undefined && { param }) },
    context,
  );
}

function withoutSecret({ status, text, requestId, location }: FailedAnswer, secret: string): FailedAnswer {
  return {
    status,
    text: redact(text, secret),
    ...(requestId !== undefined && { requestId: redact(requestId, secret) }),
    ...(location !== undefined && { location: redact(location, secret) }),
  };
}

/** A failure with what every one has: no key, the request's id, a mend. */
export function providerError(
  reason: ProviderErrorReason,
  message: string,
  details: {
    readonly mend: string;
    readonly status?: number;
    readonly requestId?: string;
    readonly param?: string;
  },
  { secret }: Pick<ErrorContext, "secret">,
): ProviderError {
  const { mend, status, requestId, param } = details;
  const id = requestId === undefined ? undefined : redact(requestId, secret);
  const words = id === undefined ? message : `${message} (request ${id})`;
  return new ProviderError(reason, redact(words, secret), {
    mend,
    ...(status !== undefined && { status }),
    ...(id !== undefined && { requestId: id }),
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
  const to = target === undefined ? "to another address" : `to ${target}`;
  const mend =
    "A redirect is not followed: it could carry key and data elsewhere. If the new address is right, set it as the provider's address.";
  return providerError("redirect", `${origin} redirects ${to}.`, { ...answer, mend }, context);
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
  switch (status) {
    case 401:
      return { reason: "unauthorized", what: "does not accept the key", mend: unauthorizedMend(context) };
    case 403:
      return { reason: "forbidden", what: "does not allow this", mend: FORBIDDEN_MENDS[context.settings.id] };
    case 404:
    case 405:
    case 410:
      return { reason: "not-found", what: "has no graders here", mend: NOT_FOUND_MENDS[context.settings.id] };
    case 408:
    case 504:
      return { reason: "timeout", what: "ran out of time", mend: TRY_AGAIN };
    case 413:
      return { reason: "rejected", what: "finds the request too large", mend: TOO_LARGE_MEND };
    case 429:
      return { reason: "rate-limited", what: "takes no more requests now", mend: limitMend(envelope) };
    default:
      return status >= 500
        ? { reason: "server", what: "failed", mend: TRY_AGAIN }
        : { reason: "rejected", what: "refused the request", mend: rejectedMend(envelope) };
  }
}

const TRY_AGAIN = `Run again in a while; the request's id helps the service's support. ${USE_ENGINE}`;
const TOO_LARGE_MEND = "Shorten the sample or the grader (a Python source must stay under 256 kB).";

function unauthorizedMend({ credentialKind, keyMend }: ErrorContext): string {
  return credentialKind === "key"
    ? `Check that the key is complete, not revoked, and of this service. ${keyMend}`
    : "Sign in again with an account that has a role such as “Cognitive Services OpenAI User” on the resource.";
}

const FORBIDDEN_MENDS: Readonly<Record<HostedId, string>> = {
  openai:
    "Use a key whose project may call graders (permission “Graders” or “All”), in an organisation that has fine-tuning.",
  // grader-semantics.md 9.2: some project-scoped calls refuse keys.
  foundry:
    "Projects refuse keys for some calls: use the resource's own address (https://NAME.openai.azure.com), or sign in with Microsoft.",
  custom: "Ask whoever runs the server whether the key may call graders.",
};

/** The dates are of grader-semantics.md 9.1; none is published for the graders' own routes. */
const NOT_FOUND_MENDS: Readonly<Record<HostedId, string>> = {
  openai: `The route may be retired: OpenAI closes its hosted evals on 2026-11-30 and takes no new fine-tuning jobs from 2027-01-06. ${USE_ENGINE}`,
  foundry: `Check graders.foundry.endpoint (the resource, its /openai/v1, or a project), and that the resource's region offers fine-tuning. ${USE_ENGINE}`,
  custom: `Check that the base URL ends with the API's version (such as /v1) and that the server has /fine_tuning/alpha/graders. ${USE_ENGINE}`,
};

function limitMend({ code }: ErrorEnvelope): string {
  return code === "insufficient_quota"
    ? `The account's quota is used up: add credit there. ${USE_ENGINE}`
    : `Wait, or run fewer samples at a time (graders.concurrency, CLI: --concurrency). ${USE_ENGINE}`;
}

function rejectedMend({ param }: ErrorEnvelope): string {
  return param === undefined
    ? "Validate the grader at this provider to see what it objects to."
    : `Correct ${param}.`;
}
