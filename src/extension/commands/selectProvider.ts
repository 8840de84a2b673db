import * as vscode from "vscode";
import { PROVIDER_IDS, type ProviderId } from "../../core/result/runResult";
import { PROVIDER_NAMES } from "../platform/providerNames";
import { missingFor, type ProviderContext } from "../platform/providers";
import { settings } from "../platform/settings";
import { ensureAddress, setApiKey } from "./keyCommands";
import { pick } from "../platform/ask";

const DETAILS: Readonly<Record<ProviderId, () => string>> = {
  engine: () => vscode.l10n.t("On this machine: offline, at no cost"),
  openai: () => vscode.l10n.t("OpenAI's hosted graders, with an API key"),
  foundry: () => vscode.l10n.t("Microsoft Foundry's hosted graders, with a key or a sign-in"),
  custom: () => vscode.l10n.t("Any server that speaks the graders API"),
};

/** Lets the user pick where graders are validated and run; @returns the provider in use afterwards */
export async function selectProvider(context: ProviderContext): Promise<ProviderId> {
  const current = settings.provider();
  const picked = await pick(
    PROVIDER_IDS.map((id) => ({
      label: PROVIDER_NAMES[id](),
      description: id === current ? vscode.l10n.t("in use") : "",
      detail: DETAILS[id](),
      id,
    })),
    { title: vscode.l10n.t("Select Provider"), placeHolder: vscode.l10n.t("Where are graders run?") },
  );
  if (!picked) return current;
  if (picked.id !== "engine" && (await ensureAddress(picked.id)) === undefined) return current;
  await settings.setProvider(picked.id);
  if ((await missingFor(picked.id, context)) !== undefined && picked.id !== "engine") {
    await setApiKey(context, picked.id);
  }
  return picked.id;
}
