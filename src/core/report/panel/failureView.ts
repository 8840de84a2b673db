import type { ProviderError, ProviderErrorReason } from "../../provider/provider";
import type { FailureView, Heading, PanelAction, StripView } from "./panelView";

const SET_KEY: PanelAction = { id: "set-key", label: "Set API Key" };
const SELECT: PanelAction = { id: "select-provider", label: "Select Provider" };
const ENGINE: PanelAction = { id: "run-on-engine", label: "Use the Embedded Engine" };
const LOG: PanelAction = { id: "show-log", label: "Show Log" };

interface FailureWords {
  readonly title: string;
  readonly actions: readonly PanelAction[];
}

/** What each reason is called, and what can be done about it right in the panel. */
const WORDS: Readonly<Record<ProviderErrorReason, FailureWords>> = {
  "key-missing": { title: "Key missing", actions: [SET_KEY, ENGINE] },
  "consent-missing": { title: "Not sent", actions: [{ id: "allow", label: "Ask Again" }, ENGINE] },
  "not-configured": { title: "Provider not set up", actions: [SELECT, ENGINE] },
  unauthorized: { title: "Key refused", actions: [SET_KEY, ENGINE] },
  forbidden: { title: "Not permitted", actions: [SET_KEY, ENGINE] },
  "not-found": { title: "Not found at the provider", actions: [ENGINE, SELECT] },
  rejected: { title: "Grader refused", actions: [{ id: "validate", label: "Validate Grader" }] },
  "rate-limited": { title: "Too many requests", actions: [ENGINE] },
  server: { title: "The provider failed", actions: [ENGINE, LOG] },
  network: { title: "The provider was not reached", actions: [ENGINE, SELECT] },
  timeout: { title: "Time limit", actions: [ENGINE] },
  redirect: { title: "Redirect refused", actions: [SELECT, ENGINE] },
  "bad-answer": { title: "Answer not understood", actions: [ENGINE, LOG] },
  "cannot-carry": { title: "Not sent", actions: [ENGINE] },
};

/** A provider that could not be asked, in words, with what to do. */
export function failureView(
  { reason, message, details }: ProviderError,
  heading: Heading,
  { onEngine, strip }: { readonly onEngine: boolean; readonly strip?: StripView },
): FailureView {
  const { title, actions } = WORDS[reason];
  const { mend, requestId } = details;
  return {
    kind: "failure",
    heading,
    title,
    message,
    ...(mend !== undefined && { mend }),
    ...(requestId !== undefined && { requestId }),
    // The engine is no way out of its own failures.
    actions: onEngine ? actions.filter(({ id }) => id !== "run-on-engine") : actions,
    ...(strip && { strip }),
  };
}
