import { hostedSettings } from "../../provider/hostedSettings";
import { HOSTED, isHosted, type HostedId } from "../../providerTable";
import type { RunViewInput } from "../panel/runView";

/** A run that is copied. */
export interface CopyContext extends RunViewInput {
  /** The grader's path as the command line takes it; the file's name where absent. */
  readonly graderPath?: string;
  /** The hosted provider's address up to its version; absent: from the result's origin. */
  readonly baseUrl?: string;
}

/** The hosted API that a request is written for: the result's, or OpenAI's where the engine ran. */
export interface Api {
  readonly id: HostedId;
  readonly baseUrl: string;
  /** Whether it is where the service is unless told otherwise. */
  readonly isUsual: boolean;
  /** The environment variable with its key. */
  readonly keyVariable: string;
  /** The header that the key goes into. */
  readonly keySentAs: "api-key" | "bearer";
}

export function apiOf({ result, baseUrl }: CopyContext): Api {
  const { provider, origin } = result.diagnostics;
  const id = isHosted(provider) ? provider : "openai";
  const { baseUrl: address } = hostedSettings(id, isHosted(provider) ? (baseUrl ?? origin) : undefined);
  const { key, address: known } = HOSTED[id];
  return {
    id,
    baseUrl: address,
    isUsual: address === known.usual,
    keyVariable: key.variable,
    keySentAs: key.sentAs,
  };
}
