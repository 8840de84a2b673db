import { parseArgs, type ParseArgsConfig } from "node:util";
import { PROVIDER_IDS, type ProviderId } from "../core/result/runResult";
import { UsageError } from "./exitCodes";

export type Format = "text" | "json";

export interface ProviderArgs {
  readonly provider: ProviderId;
  /** Base URL of a custom provider, or endpoint of a Foundry one. */
  readonly baseUrl?: string;
  readonly timeoutSeconds?: number;
}

/** Options of every command that may ask a provider. */
export const OPTIONS = {
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "V" },
  provider: { type: "string" },
  "base-url": { type: "string" },
  timeout: { type: "string" },
  format: { type: "string" },
} as const satisfies ParseArgsConfig["options"];

interface ProviderValues {
  readonly provider?: string | undefined;
  readonly "base-url"?: string | undefined;
  readonly timeout?: string | undefined;
}

export function readProviderArgs(values: ProviderValues): ProviderArgs {
  return {
    provider: oneOf("--provider", values.provider, PROVIDER_IDS) ?? "engine",
    ...optional("baseUrl", values["base-url"]),
    ...optional("timeoutSeconds", count("--timeout", values.timeout, 1)),
  };
}

export function readFormat(value: string | undefined): Format {
  return oneOf("--format", value, ["text", "json"] as const) ?? "text";
}

export function parse<const T extends NonNullable<ParseArgsConfig["options"]>>(
  args: readonly string[],
  options: T,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(`${(error as Error).message} See graders --help.`);
  }
}

export function oneOf<T extends string>(
  option: string,
  value: string | undefined,
  known: readonly T[],
): T | undefined {
  if (value === undefined) return undefined;
  const found = known.find((candidate) => candidate === value);
  if (found === undefined)
    throw new UsageError(`${option} takes ${known.join(", ")}: "${value}" is none of them.`);
  return found;
}

export function count(option: string, value: string | undefined, least = 0): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (value.trim() !== "" && Number.isInteger(number) && number >= least) return number;
  throw new UsageError(`${option} takes a whole number of ${least} or more: "${value}" is none.`);
}

export function optional<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}
