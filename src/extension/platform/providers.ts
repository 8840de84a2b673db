import * as vscode from "vscode";
import { withEvals } from "../../core/provider/evals";
import { createHostedProvider } from "../../core/provider/hosted";
import { hostedSettings, type HostedSettings } from "../../core/provider/hostedSettings";
import { ProviderError, type GraderProvider } from "../../core/provider/provider";
import { HOSTED, isHosted, type HostedId, type ProviderId } from "../../core/providerTable";
import { nodeClock } from "../../node/clock";
import { nodeFetch } from "../../node/http/nodeFetch";
import type { Consent } from "./consent";
import { signedInToken, usesSignIn } from "./entra";
import type { Keys } from "./keys";
import { settings } from "./settings";

export interface ProviderContext {
  /** The engine for one grader file: its recordings stand beside it. */
  readonly engineFor: (grader: vscode.Uri) => Promise<GraderProvider>;
  readonly keys: Keys;
  readonly consent: Consent;
  readonly state: vscode.Memento;
}

/**
 * The provider that the user chose; never another one, whatever is missing (architecture.md "Providers and keys").
 * It takes evals too.
 */
export async function providerFor(grader: vscode.Uri, context: ProviderContext): Promise<GraderProvider> {
  const id = settings.provider();
  return withEvals(isHosted(id) ? hostedProvider(id, context) : await context.engineFor(grader));
}

/** The address of a hosted provider, as set. @throws ProviderError where none or a wrong one is set */
export function hostedAddress(id: HostedId): HostedSettings {
  return hostedSettings(id, settings.providerAddress(id));
}

/** The origin that keys of a hosted provider belong to. */
export function originOf(id: HostedId): string {
  return hostedAddress(id).origin;
}

/** Whether the chosen provider has what it needs; a sentence for the status bar where it has not. */
export async function missingFor(
  id: ProviderId,
  { keys, state }: ProviderContext,
): Promise<string | undefined> {
  if (!isHosted(id)) return undefined;
  try {
    const origin = originOf(id);
    if (signsIn(id, origin, state)) return undefined;
    return (await keys.get({ owner: id, origin })) === undefined ? vscode.l10n.t("key missing") : undefined;
  } catch (error) {
    if (error instanceof ProviderError) return vscode.l10n.t("not set up");
    throw error;
  }
}

function signsIn(id: HostedId, origin: string, state: vscode.Memento): boolean {
  return HOSTED[id].key.signIn !== undefined && usesSignIn(state, origin);
}

/** A hosted provider that asks for consent before anything is sent. */
export function hostedProvider(id: HostedId, context: ProviderContext): GraderProvider {
  const { keys, consent, state } = context;
  const address = hostedAddress(id);
  const { origin } = address;
  const provider = createHostedProvider({
    ...address,
    fetch: nodeFetch,
    clock: nodeClock,
    timeoutMs: settings.timeoutMs(),
    credential: async () => {
      if (signsIn(id, origin, state)) return { kind: "token", token: await signedInToken() };
      const key = await keys.get({ owner: id, origin });
      return key === undefined ? undefined : { kind: "key", key };
    },
    keyMend: vscode.l10n.t("Store a key with “Graders: Set API Key”, or set {0}.", HOSTED[id].key.variable),
  });
  const guard = async () => {
    if (!vscode.workspace.isTrusted) {
      throw new ProviderError(
        "untrusted",
        vscode.l10n.t("{0} is not called: the workspace is not trusted.", origin),
        {
          mend: vscode.l10n.t("Trust the workspace, or select the engine."),
        },
      );
    }
    // Without a key nothing is sent, and the provider says so.
    if ((await missingFor(id, context)) !== undefined) return;
    if (await consent.ensure("provider", origin)) return;
    throw new ProviderError(
      "consent-missing",
      vscode.l10n.t("{0} was not called: sending data there was not allowed.", origin),
      {
        mend: vscode.l10n.t("Run again and allow it, or select the engine."),
      },
    );
  };
  return {
    ...provider,
    validate: async (document, signal) => {
      await guard();
      return provider.validate(document, signal);
    },
    run: async (request, signal) => {
      await guard();
      return provider.run(request, signal);
    },
  };
}
