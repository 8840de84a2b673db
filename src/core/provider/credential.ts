import { t } from "@vscode/l10n";
import { HOSTED } from "../providerTable";
import type { ErrorContext } from "./hostedErrors";
import { isLoopback, type HostedSettings } from "./hostedSettings";
import { ProviderError } from "./provider";

/** What proves who calls: an API key, or a token of a sign-in. */
export type Credential =
  { readonly kind: "key"; readonly key: string } | { readonly kind: "token"; readonly token: string };

/** How a provider gets its key. */
export interface CredentialSource extends HostedSettings {
  /** Asked at every call, so that a new key counts at once; undefined where there is none. */
  readonly credential: () => Promise<Credential | undefined>;
  /** How the user gives the provider a key: a sentence. */
  readonly keyMend: string;
}

export interface Authorization {
  readonly headers: Readonly<Record<string, string>>;
  readonly context: ErrorContext;
}

/**
 * The headers that carry the key, checked before anything is sent.
 *
 * @throws ProviderError where there is no key, a broken one, or an address that must not get it
 */
export async function authorize(source: CredentialSource): Promise<Authorization> {
  const { id, keyMend } = source;
  const credential = await source.credential();
  if (!credential) throw noKey(source);
  const secret = (credential.kind === "key" ? credential.key : credential.token).trim();
  if (secret === "") throw noKey(source);
  checkSecret(secret, source);
  checkAddress(source);
  const headers: Readonly<Record<string, string>> =
    HOSTED[id].key.sentAs === "api-key" && credential.kind === "key"
      ? { "api-key": secret }
      : { authorization: `Bearer ${secret}` };
  return { headers, context: { settings: source, keyMend, credentialKind: credential.kind } };
}

function noKey({ id, origin, keyMend }: CredentialSource): ProviderError {
  const keyless = HOSTED[id].key.isOptional ? [t("For a server that asks for none, any word will do.")] : [];
  return new ProviderError("key-missing", t("There is no key for {0}.", origin), {
    mend: [keyMend, ...keyless].join(" "),
  });
}

/** A line break in a header would begin another header. */
function checkSecret(secret: string, { origin, keyMend }: CredentialSource): void {
  if (/^[\x21-\x7e]+$/.test(secret)) return;
  throw new ProviderError(
    "unauthorized",
    t("The key for {0} holds a blank, a line break or another character that no key has.", origin),
    { mend: `${t("Copy the key again, without its surroundings.")} ${keyMend}` },
  );
}

function checkAddress({ origin, baseUrl }: CredentialSource): void {
  const url = new URL(baseUrl);
  if (url.protocol === "https:" || isLoopback(url)) return;
  throw new ProviderError(
    "not-configured",
    t("{0} is not encrypted, so the key is not sent there.", origin),
    {
      mend: t("Use an https: address. Plain http: is only for this machine (localhost)."),
    },
  );
}
