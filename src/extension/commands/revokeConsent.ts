import * as vscode from "vscode";
import type { Consent } from "../platform/consent";
import { inBackground } from "../platform/background";
import { inform } from "../platform/notify";
import { pick } from "../platform/ask";

/** Takes a consent back; @returns whether one was */
export async function revokeConsent(consent: Consent): Promise<boolean> {
  const given = consent.given();
  if (given.length === 0) {
    inBackground(inform(vscode.l10n.t("Nothing is allowed to leave this machine.")));
    return false;
  }
  const picked = await pick([...given], {
    title: vscode.l10n.t("Revoke Consent"),
    placeHolder: vscode.l10n.t("Who gets no more data?"),
  });
  if (picked === undefined) return false;
  await consent.revoke(picked);
  return true;
}
