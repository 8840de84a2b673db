import * as vscode from "vscode";
import { ProviderError } from "../../core/provider/provider";

/** The scope of Azure AI services, Foundry among them (facts.md "Foundry"). */
const SCOPES = ["https://cognitiveservices.azure.com/.default"];

const stateName = (origin: string) => `entra:${origin}`;

/** Whether the user chose to sign in with Microsoft at a Foundry origin, instead of a key. */
export function usesSignIn(state: vscode.Memento, origin: string): boolean {
  return state.get(stateName(origin), false);
}

export function setSignIn(state: vscode.Memento, origin: string, use: boolean): Thenable<void> {
  return state.update(stateName(origin), use || undefined);
}

/** @throws ProviderError when the user does not sign in */
export async function signedInToken(): Promise<string> {
  try {
    const session = await vscode.authentication.getSession("microsoft", SCOPES, { createIfNone: true });
    return session.accessToken;
  } catch (error) {
    throw new ProviderError(
      "key-missing",
      vscode.l10n.t("Signing in with Microsoft failed: {0}", (error as Error).message),
      {
        mend: vscode.l10n.t("Sign in when asked, or store an API key with “Graders: Set API Key”."),
      },
    );
  }
}
