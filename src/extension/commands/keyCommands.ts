import * as vscode from "vscode";
import { ProviderError } from "../../core/provider/provider";
import { HOSTED, HOSTED_IDS, PROVIDERS, type HostedId } from "../../core/providerTable";
import { setSignIn, signedInToken } from "../platform/entra";
import type { Keys, KeyOwner, KeySlot } from "../platform/keys";
import { originOf } from "../platform/providers";
import { settings } from "../platform/settings";
import { inBackground } from "../platform/background";
import { inform } from "../platform/notify";
import { askText, pick } from "../platform/ask";

interface KeyContext {
  readonly keys: Keys;
  readonly state: vscode.Memento;
}

/** Stores a key for a provider or a judge; @returns whether one was stored */
export async function setApiKey(context: KeyContext, wanted?: KeyOwner): Promise<boolean> {
  const owner = wanted ?? (await pickOwner());
  if (owner === undefined) return false;
  const origin = owner === "judge" ? await askJudgeOrigin() : await ensureAddress(owner);
  if (origin === undefined) return false;
  if (owner !== "judge" && HOSTED[owner].key.signIn && (await chooseSignIn(context, origin))) {
    await offerForRuns(owner);
    return true;
  }
  const key = await askText({
    title: vscode.l10n.t("API key for {0}", origin),
    prompt: vscode.l10n.t("Kept in VS Code's secret storage and sent to {0} only.", origin),
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) => (value.trim() === "" ? vscode.l10n.t("Paste the key.") : undefined),
  });
  if (key === undefined) return false;
  await context.keys.store({ owner, origin }, key.trim());
  if (owner === "judge") {
    inBackground(inform(vscode.l10n.t("The judge's key for {0} is stored.", origin)));
  } else {
    await offerForRuns(owner);
  }
  return true;
}

export async function clearApiKey({ keys, state }: KeyContext): Promise<boolean> {
  const slots = keys.slots();
  if (slots.length === 0) {
    inBackground(inform(vscode.l10n.t("No API key is stored.")));
    return false;
  }
  const picked = await pick(
    slots.map((slot) => ({ label: ownerName(slot.owner), description: slot.origin, slot })),
    { title: vscode.l10n.t("Clear API Key") },
  );
  if (!picked) return false;
  await keys.clear(picked.slot);
  await setSignIn(state, picked.slot.origin, false);
  inBackground(inform(vscode.l10n.t("The key for {0} is gone.", picked.slot.origin)));
  return true;
}

async function pickOwner(): Promise<KeyOwner | undefined> {
  const owners: readonly KeyOwner[] = [...HOSTED_IDS, "judge"];
  const picked = await pick(
    owners.map((owner) => ({ label: ownerName(owner), owner })),
    { title: vscode.l10n.t("Set API Key"), placeHolder: vscode.l10n.t("What is the key for?") },
  );
  return picked?.owner;
}

function ownerName(owner: KeySlot["owner"]): string {
  return owner === "judge" ? vscode.l10n.t("Judge (OpenAI-compatible server)") : HOSTED[owner].name;
}

/** The origin of a hosted provider; asks for its address where none is set. */
export async function ensureAddress(id: HostedId): Promise<string | undefined> {
  const { setting } = HOSTED[id].address;
  try {
    return originOf(id);
  } catch (error) {
    if (!(error instanceof ProviderError) || !setting) throw error;
  }
  const { key, title, placeHolder } = setting;
  const address = await askText({
    title,
    placeHolder,
    ignoreFocusOut: true,
    validateInput: (value) =>
      URL.canParse(value.trim())
        ? undefined
        : vscode.l10n.t("Write a whole address, beginning with https://."),
  });
  if (address === undefined) return undefined;
  await settings.setProviderAddress(key, address.trim());
  return originOf(id);
}

async function askJudgeOrigin(): Promise<string | undefined> {
  const known = settings.judgeOrigins();
  if (known.length === 1) return known[0];
  if (known.length > 1) return pick([...known], { title: vscode.l10n.t("Judge's server") });
  const address = await askText({
    title: vscode.l10n.t("Judge's server"),
    prompt: vscode.l10n.t("Its base URL; set it in graders.judge.models too."),
    placeHolder: "https://api.openai.com/v1",
    ignoreFocusOut: true,
    validateInput: (value) =>
      URL.canParse(value.trim())
        ? undefined
        : vscode.l10n.t("Write a whole address, beginning with https://."),
  });
  return address === undefined ? undefined : new URL(address.trim()).origin;
}

async function chooseSignIn({ state }: KeyContext, origin: string): Promise<boolean> {
  const signIn = vscode.l10n.t("Sign in with Microsoft");
  const picked = await pick([signIn, vscode.l10n.t("Paste an API key")], {
    title: origin,
  });
  if (picked !== signIn) {
    await setSignIn(state, origin, false);
    return false;
  }
  await signedInToken();
  await setSignIn(state, origin, true);
  return true;
}

/** A stored key changes nothing by itself: the provider is chosen (architecture.md "Providers and keys"). */
async function offerForRuns(owner: HostedId): Promise<void> {
  if (settings.provider() === owner) return;
  const use = vscode.l10n.t("Use It for Runs");
  const answer = await inform(
    vscode.l10n.t(
      "The key for {0} is stored. Runs still use {1}.",
      HOSTED[owner].name,
      PROVIDERS[settings.provider()].name,
    ),
    use,
    vscode.l10n.t("Not Now"),
  );
  if (answer === use) await settings.setProvider(owner);
}
