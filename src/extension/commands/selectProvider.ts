import * as vscode from "vscode";
import { isHosted, PROVIDER_IDS, PROVIDERS, type ProviderId } from "../../core/providerTable";
import { missingFor, type ProviderContext } from "../platform/providers";
import { settings } from "../platform/settings";
import { ensureAddress, setApiKey } from "./keyCommands";
import { pick } from "../platform/ask";

/** Lets the user pick where graders are validated and run; @returns the provider in use afterwards */
export async function selectProvider(context: ProviderContext): Promise<ProviderId> {
  const current = settings.provider();
  const picked = await pick(
    PROVIDER_IDS.map((id) => ({
      label: PROVIDERS[id].name,
      description: id === current ? vscode.l10n.t("in use") : "",
      detail: PROVIDERS[id].detail,
      id,
    })),
    { title: vscode.l10n.t("Select Provider"), placeHolder: vscode.l10n.t("Where are graders run?") },
  );
  if (!picked) return current;
  const { id } = picked;
  if (isHosted(id) && (await ensureAddress(id)) === undefined) return current;
  await settings.setProvider(id);
  if (isHosted(id) && (await missingFor(id, context)) !== undefined) await setApiKey(context, id);
  return id;
}
