import { createHostedProvider } from "../core/provider/hosted";
import { hostedSettings } from "../core/provider/hostedSettings";
import { ProviderError, type GraderProvider } from "../core/provider/provider";
import { HOSTED, type HostedId } from "../core/providerTable";
import { nodeClock } from "../node/clock";
import { nodeFetch } from "../node/http/nodeFetch";
import type { ProviderArgs } from "./args";
import { UsageError } from "./exitCodes";

/** A hosted provider with its key from the environment (architecture.md "Providers and keys"). */
export function hostedProviderFromEnvironment(
  id: HostedId,
  { baseUrl, timeoutSeconds }: Omit<ProviderArgs, "provider">,
): GraderProvider {
  const { variable } = HOSTED[id].key;
  try {
    const settings = hostedSettings(id, baseUrl);
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
