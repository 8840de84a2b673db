import { hostedSettings, type HostedId } from "../../provider/hostedSettings";
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
  /** The environment variable with its key. */
  readonly keyVariable: string;
}

const KEY_VARIABLES: Readonly<Record<HostedId, string>> = {
  openai: "OPENAI_API_KEY",
  foundry: "AZURE_OPENAI_API_KEY",
  custom: "GRADERS_API_KEY",
};

export function apiOf({ result, baseUrl }: CopyContext): Api {
  const { provider, origin } = result.diagnostics;
  const id = provider === "engine" ? "openai" : provider;
  const address = provider === "engine" ? undefined : (baseUrl ?? origin);
  return { id, baseUrl: hostedSettings(id, address).baseUrl, keyVariable: KEY_VARIABLES[id] };
}
