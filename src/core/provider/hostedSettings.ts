import { t } from "@vscode/l10n";
import { HOSTED, type HostedId } from "../providerTable";
import { ProviderError } from "./provider";

/** Where a hosted provider is. */
export interface HostedSettings {
  readonly id: HostedId;
  /** For example "foundry · my-resource.openai.azure.com/openai/v1": the address as it is really used. */
  readonly label: string;
  /** Normalised: up to and including the version, without a slash at its end. */
  readonly baseUrl: string;
  /** What keys and consent belong to. */
  readonly origin: string;
}

/**
 * The address of a hosted provider from what the user set: pasted routes, queries and slashes are taken off,
 * a Foundry resource or project gets its `/openai/v1` (facts.md "Foundry").
 *
 * @throws ProviderError `not-configured` where no or no usable address is set
 */
export function hostedSettings(id: HostedId, baseUrl?: string): HostedSettings {
  const given = baseUrl?.trim() ?? "";
  const wanted = given === "" ? HOSTED[id].address.usual : given;
  if (wanted === undefined) throw wrongAddress(id, t("The provider {0} has no address.", id));
  const url = readUrl(id, wanted);
  const address = `${url.origin}${basePath(id, url)}`;
  return { id, label: `${id} · ${address.replace(/^https:\/\//, "")}`, baseUrl: address, origin: url.origin };
}

/** Whether an address is this machine: the only one that gets a key over plain `http:` (security.md "Keys"). */
export function isLoopback({ hostname }: URL): boolean {
  return /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

function readUrl(id: HostedId, given: string): URL {
  const url = parseUrl(given);
  if (!url) throw wrongAddress(id, t('The address "{0}" is no web address.', withoutSecrets(given)));
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw wrongAddress(
      id,
      t("The address begins with {0}, and only https: (or http:) can be called.", url.protocol),
    );
  }
  if (url.username !== "" || url.password !== "") {
    throw wrongAddress(id, t("The address holds a user name or password, which is no way to give a key."));
  }
  if (PORTALS.has(url.hostname)) {
    throw wrongAddress(
      id,
      t("{0} is the portal for people: the endpoint is on the resource's overview page.", url.hostname),
    );
  }
  return url;
}

const PORTALS: ReadonlySet<string> = new Set([
  "ai.azure.com",
  "portal.azure.com",
  "oai.azure.com",
  "platform.openai.com",
]);

/** A host without a scheme is meant as a web address too. */
function parseUrl(given: string): URL | undefined {
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(given)) return tryUrl(given);
  const url = /^[^/:\s]+(:\d+)?(\/|$)/.test(given) ? tryUrl(`https://${given}`) : undefined;
  if (!url || isLoopback(url)) return url && tryUrl(`http://${given}`);
  return url.hostname.includes(".") ? url : undefined;
}

export function tryUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** A mistyped address may hold what looks like `https://user:password@host`. */
function withoutSecrets(address: string): string {
  return address.replace(/[^/\s]*@/, "…@").slice(0, 100);
}

/** A route of the API that was pasted with the address. */
const ROUTE = /\/(fine_tuning(\/.*)?|chat\/completions|responses|embeddings|models)$/;

function basePath(id: HostedId, url: URL): string {
  const { kind, usual } = HOSTED[id].address;
  const path = url.pathname.replace(/\/+$/, "");
  if (kind === "endpoint") return endpointPath(url, path);
  const base = path.replace(ROUTE, "");
  return base === "" && usual !== undefined ? new URL(usual).pathname : base;
}

/** Resource, project and gateway addresses all end in `/openai/v1`. */
function endpointPath({ hostname }: URL, path: string): string {
  const project = /^\/api\/projects\/[^/]+/.exec(path)?.[0];
  if (project !== undefined) return `${project}/openai/v1`;
  const openai = /^(.*?)\/openai(?:\/|$)/.exec(path);
  const gateway = hostname.endsWith(".azure.com") ? "" : (openai?.[1] ?? path.replace(ROUTE, ""));
  return `${gateway}/openai/v1`;
}

function wrongAddress(id: HostedId, message: string): ProviderError {
  return new ProviderError("not-configured", message, { mend: HOSTED[id].address.mend });
}
