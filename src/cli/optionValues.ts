import {
  DEFAULT_METRICS_PROFILE,
  SMOOTHINGS,
  TOKENIZERS,
  type MetricsProfile,
} from "../core/engine/metrics/profile";
import { UsageError } from "./exitCodes";

/** Reads what was given to an option, `--name` in messages. @throws UsageError saying what would be right */
export type ReadValue<Value> = (text: string, option: string) => Value;

export const anyText: ReadValue<string> = (text) => text;

/** @param what names it in the message: "the path of a folder" */
export function path(what: string): ReadValue<string> {
  return (text, option) => {
    if (text === "") throw new UsageError(`${option} takes ${what}.`);
    return text;
  };
}

export function choice<const T extends string>(known: readonly T[]): ReadValue<T> {
  return (text, option) => {
    const found = known.find((candidate) => candidate === text);
    if (found !== undefined) return found;
    throw new UsageError(`${option} takes ${known.join(", ")}: "${text}" is none of them.`);
  };
}

export function wholeNumber(least = 0): ReadValue<number> {
  return (text, option) => {
    const number = Number(text);
    if (text.trim() !== "" && Number.isInteger(number) && number >= least) return number;
    throw new UsageError(`${option} takes a whole number of ${least} or more: "${text}" is none.`);
  };
}

/** A day at most: Node's timers count 24 days of milliseconds, and fire at once where they are told more. */
export const seconds: ReadValue<number> = (text, option) => {
  const number = wholeNumber(1)(text, option);
  if (number <= 86_400) return number;
  throw new UsageError(`${option} takes at most 86400 seconds, a day: "${text}" is more.`);
};

const LAST_PORT = 65_535;

export const port: ReadValue<number> = (text, option) => {
  const number = wholeNumber()(text, option);
  if (number <= LAST_PORT) return number;
  throw new UsageError(`${option} ends at ${LAST_PORT}.`);
};

export const serverUrl: ReadValue<string> = (text, option) => {
  if (/^https?:$/.test(URL.canParse(text) ? new URL(text).protocol : "")) return text;
  throw new UsageError(`${option} takes an address such as http://localhost:11434/v1: "${text}" is none.`);
};

export const judgeUrl: ReadValue<string> = (text, option) => {
  if (/^vscode\b/.test(text))
    throw new UsageError(
      `VS Code's own models judge only inside VS Code: ${option} takes an OpenAI-compatible server.`,
    );
  return serverUrl(text, option);
};

/** Origins with commas between. */
export const origins: ReadValue<readonly string[]> = (text, option) =>
  text.split(",").map((one) => readOrigin(one.trim(), option));

/** An address that has more than an origin would allow more than it says. */
function readOrigin(text: string, option: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url.origin;
  throw new UsageError(
    `${option} takes origins such as http://localhost:9000, with commas between: "${text}" is none.`,
  );
}

/** `tokenizer=…,smoothing=…`, either or both. */
export const metricsProfile: ReadValue<MetricsProfile> = (text, option) => {
  const { tokenizer, smoothing, ...others } = Object.fromEntries(
    text.split(",").map((part): [string, string] => {
      const [name = "", setting = ""] = part.split("=");
      return [name.trim(), setting.trim()];
    }),
  );
  const [other] = Object.keys(others);
  if (other !== undefined)
    throw new UsageError(`${option} takes tokenizer=…,smoothing=…: "${other}" is neither.`);
  return {
    tokenizer:
      tokenizer === undefined
        ? DEFAULT_METRICS_PROFILE.tokenizer
        : choice(TOKENIZERS)(tokenizer, `${option} tokenizer`),
    smoothing:
      smoothing === undefined
        ? DEFAULT_METRICS_PROFILE.smoothing
        : choice(SMOOTHINGS)(smoothing, `${option} smoothing`),
  };
};
