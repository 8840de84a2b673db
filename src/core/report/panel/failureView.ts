import { t } from "@vscode/l10n";
import type { WhyNot } from "../../runs/outcome";
import { heading, type HeadingInput } from "./headingView";
import type { FailureView, PanelAction, PlaceLink, StripView } from "./panelView";

export interface FailureInput extends HeadingInput {
  readonly why: WhyNot;
  readonly place?: PlaceLink;
  readonly strip?: StripView;
}

/** What the panel shows where the provider could not answer. */
export function failureView(input: FailureInput): FailureView {
  const { why, place, strip } = input;
  const { mend, requestId } = why.details;
  const words = WORDS[why.reason];
  return {
    kind: "failure",
    heading: heading(input),
    title: words.title,
    message: why.message,
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
  "set-key": t("Set API Key"),
  "select-provider": t("Select Provider"),
  "run-on-engine": t("Run on the Engine"),
  validate: t("Validate Grader"),
  trust: t("Manage Workspace Trust"),
  "show-log": t("Show Log"),
  allow: t("Ask Again"),
  "try-again": t("Try Again"),
};

interface Words {
  readonly title: string;
  readonly actions: readonly PanelAction["id"][];
}

const WORDS: Readonly<Record<WhyNot["reason"], Words>> = {
  "no-output": { title: t("No output"), actions: [] },
  "service-error": { title: t("The service failed"), actions: [] },
  "unknown-output": { title: t("No output found"), actions: [] },
  unreadable: { title: t("Row not readable"), actions: [] },
  "key-missing": { title: t("Key missing"), actions: ["set-key", "run-on-engine"] },
  "consent-missing": { title: t("Not allowed yet"), actions: ["allow", "run-on-engine"] },
  untrusted: { title: t("Workspace not trusted"), actions: ["trust", "run-on-engine"] },
  "not-configured": { title: t("Provider not set up"), actions: ["select-provider", "run-on-engine"] },
  unauthorized: { title: t("Key not accepted"), actions: ["set-key", "run-on-engine"] },
  forbidden: { title: t("Not permitted"), actions: ["set-key", "select-provider", "run-on-engine"] },
  "not-found": { title: t("No graders there"), actions: ["select-provider", "run-on-engine"] },
  rejected: { title: t("Refused"), actions: ["validate"] },
  "rate-limited": { title: t("Too many requests"), actions: ["run-on-engine"] },
  quota: { title: t("Quota used up"), actions: ["try-again"] },
  server: { title: t("The provider failed"), actions: ["run-on-engine", "show-log"] },
  network: { title: t("Not reached"), actions: ["select-provider", "run-on-engine", "show-log"] },
  timeout: { title: t("Out of time"), actions: ["run-on-engine", "show-log"] },
  redirect: { title: t("Redirect refused"), actions: ["select-provider", "run-on-engine"] },
  "bad-answer": {
    title: t("Answer not understood"),
    actions: ["select-provider", "run-on-engine", "show-log"],
  },
  "cannot-carry": { title: t("Not sent"), actions: ["run-on-engine"] },
};
