import * as vscode from "vscode";
import type { ProviderId } from "../../core/result/runResult";

/** What people call the providers; functions, because translations are there after activation only. */
export const PROVIDER_NAMES: Readonly<Record<ProviderId, () => string>> = {
  engine: () => vscode.l10n.t("Embedded engine"),
  openai: () => "OpenAI",
  foundry: () => "Microsoft Foundry",
  custom: () => vscode.l10n.t("Custom server"),
};
