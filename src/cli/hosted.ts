import type { GraderProvider } from "../core/provider/provider";
import { createHostedProvider, hostedSettings, type HostedId } from "../core/provider/hosted";
import { ProviderError } from "../core/provider/provider";
import { nodeClock } from "../node/clock";
import { nodeFetch } from "../node/http/nodeFetch";
import type { ProviderArgs } from "./args";
import { UsageError } from "./exitCodes";

const KEY_VARIABLES: Readonly<Record<HostedId, string>> = {
  openai: "OPENAI_API_KEY",
  foundry: "AZURE_OPENAI_API_KEY",
  custom: "GRADERS_API_KEY",
};

/** A hosted provider with its key from the environment (architecture.md "Providers and keys"). */
export function hostedProviderFromEnvironment({
  provider,
  baseUrl,
  timeoutSeconds,
}: ProviderArgs): GraderProvider {
  if (provider === "engine") throw new Error("the engine is no hosted provider");
  const variable = KEY_VARIABLES[provider];
  try {
    const settings = hostedSettings(provider, baseUrl);
    return createHostedProvider({
      ...settings,
      fetch: nodeFetch,
      clock: nodeClock,
      timeoutMs: (timeoutSeconds ?? 120) * 1000,
      credential: () => {
        const key = process.env[variable];
        return Promise.resolve(key ? { kind: "key", key } : undefined);
      },
      keyMend: `Set ${variable} in the environment.`,
    });
  } catch (error) {
    if (error instanceof ProviderError)
      throw new UsageError([error.message, error.details.mend].filter(Boolean).join(" "));
    throw error;
  }
}
