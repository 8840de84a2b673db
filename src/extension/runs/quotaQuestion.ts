import * as vscode from "vscode";
import type { QuotaPause } from "../../core/runs/quotaPause";
import { warn } from "../platform/notify";

export interface QuotaQuestion {
  /** What is graded, in words. */
  readonly title: string;
  /** Tells in the progress what holds it up; empty once it goes on. */
  readonly say: (message: string) => void;
  readonly cancel: () => void;
}

/** Asks the user when a batch shall go on that a used-up quota holds up. */
export function quotaQuestion({ title, say, cancel }: QuotaQuestion): QuotaPause {
  return async (why, signal) => {
    const { mend = "" } = why.details;
    // The model's own words, which may end without a full stop.
    const message = why.message.replace(/[^.!?]$/, "$&.");
    const resume = vscode.l10n.t("Resume");
    say(vscode.l10n.t("paused: {0}", message));
    const asked = warn(
      `${vscode.l10n.t("{0} is paused: {1}", title, message)} ${mend}`,
      resume,
      vscode.l10n.t("Cancel"),
    );
    const answer = await Promise.race([asked, aborted(signal)]);
    // Closing the message is no way to lose the batch in silence: it ends, and what is graded stays.
    if (answer !== resume) cancel();
    say("");
    signal.throwIfAborted();
  };
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener("abort", () => resolve(undefined), { once: true });
  });
}
