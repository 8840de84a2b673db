import type { ProviderError, ProviderErrorReason } from "../../provider/provider";
import { heading, type HeadingInput } from "./headingView";
import type { FailureView, PanelAction, PlaceLink, StripView } from "./panelView";

export interface FailureInput extends HeadingInput {
  readonly error: ProviderError;
  readonly place?: PlaceLink;
  readonly strip?: StripView;
}

/** What the panel shows where the provider could not answer. */
export function failureView(input: FailureInput): FailureView {
  const { error, place, strip } = input;
  const { mend, requestId } = error.details;
  const words = WORDS[error.reason];
  return {
    kind: "failure",
    heading: heading(input),
    title: words.title,
    message: error.message,
    ...(mend !== undefined && { mend }),
    ...(requestId !== undefined && { requestId }),
    ...(place && { place }),
    // The engine is no way out of its own failures.
    actions: words.actions
      .filter((id) => id !== "run-on-engine" || input.provider !== "engine")
      .map((id) => ({ id, label: ACTION_LABELS[id] })),
    ...(strip && { strip }),
  };
}

const ACTION_LABELS: Readonly<Record<PanelAction["id"], string>> = {
  "set-key": "Set API Key",
  "select-provider": "Select Provider",
  "run-on-engine": "Run on the Engine",
  validate: "Validate Grader",
  trust: "Manage Workspace Trust",
  "show-log": "Show Log",
  allow: "Ask Again",
  "try-again": "Try Again",
};

interface Words {
  readonly title: string;
  readonly actions: readonly PanelAction["id"][];
}

const WORDS: Readonly<Record<ProviderErrorReason, Words>> = {
  "key-missing": { title: "Key missing", actions: ["set-key", "run-on-engine"] },
  "consent-missing": { title: "Not allowed yet", actions: ["allow", "run-on-engine"] },
  untrusted: { title: "Workspace not trusted", actions: ["trust", "run-on-engine"] },
  "not-configured": { title: "Provider not set up", actions: ["select-provider", "run-on-engine"] },
  unauthorized: { title: "Key not accepted", actions: ["set-key", "run-on-engine"] },
  forbidden: { title: "Not permitted", actions: ["set-key", "select-provider", "run-on-engine"] },
  "not-found": { title: "No graders there", actions: ["select-provider", "run-on-engine"] },
  rejected: { title: "Refused", actions: ["validate"] },
  "rate-limited": { title: "Too many requests", actions: ["run-on-engine"] },
  quota: { title: "Quota used up", actions: ["try-again"] },
  server: { title: "The provider failed", actions: ["run-on-engine", "show-log"] },
  network: { title: "Not reached", actions: ["select-provider", "run-on-engine", "show-log"] },
  timeout: { title: "Out of time", actions: ["run-on-engine", "show-log"] },
  redirect: { title: "Redirect refused", actions: ["select-provider", "run-on-engine"] },
  "bad-answer": { title: "Answer not understood", actions: ["select-provider", "run-on-engine", "show-log"] },
  "cannot-carry": { title: "Not sent", actions: ["run-on-engine"] },
};
