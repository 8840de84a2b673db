import { parseArgs, type ParseArgsConfig } from "node:util";
import { closest } from "../core/json/closest";
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
    ...optional("timeoutSeconds", readTimeout(values.timeout)),
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
    throw new UsageError(`${parseErrorWords(error as Error, Object.keys(options))} See graders --help.`);
  }
}

/** Node's own words talk of an unknown option as of a file whose name begins with a dash. */
function parseErrorWords({ message }: Error, options: readonly string[]): string {
  const unknown = /^Unknown option '([^']+)'/.exec(message)?.[1];
  if (unknown === undefined) return message.replace(/\.?$/, ".");
  const near = closest(unknown.replace(/^-+/, ""), options);
  return `This command has no option ${unknown}.${near === undefined ? "" : ` Did you mean --${near}?`}`;
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

/** A day at most: Node's timers count 24 days of milliseconds, and fire at once where they are told more. */
export function readTimeout(value: string | undefined): number | undefined {
  const seconds = count("--timeout", value, 1);
  if (seconds === undefined || seconds <= 86_400) return seconds;
  throw new UsageError(`--timeout takes at most 86400 seconds, a day: "${value}" is more.`);
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
