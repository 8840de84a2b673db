import { t } from "@vscode/l10n";
import { isHosted } from "../../providerTable";
import type { RunResult } from "../../result/runResult";
import { formatSeconds } from "../numbers";
import { basisWords } from "./basisWords";
import type { Heading } from "./panelView";

export interface HeadingInput {
  /** The grader's file name. */
  readonly graderFile: string;
  /** The grader in it, in words, where it is only a part of the file. */
  readonly part?: string;
  /** For example `sample 2 of 7 "off by one"`. */
  readonly where?: string;
  /** The provider's label; absent: the result's provider. */
  readonly provider?: string;
  readonly result?: RunResult;
  /** For people; only shown where it matters: a restored or stale result. */
  readonly time?: string;
  readonly stale?: boolean;
  readonly restored?: boolean;
}

/** The panel's first line. */
export function heading(input: HeadingInput): Heading {
  const { graderFile, part, where, result, time, stale = false, restored = false } = input;
  return {
    grader: part === undefined ? graderFile : `${graderFile} › ${part}`,
    ...(where !== undefined && { sample: where }),
    provider: input.provider ?? providerWords(result),
    ...(result && { basis: basisWords(result.diagnostics) }),
    ...(result && { duration: formatSeconds(result.metadata.execution_time) }),
    ...(time !== undefined && (stale || restored) && { time }),
    stale,
    restored,
  };
}

function providerWords(result: RunResult | undefined): string {
  if (!result || !isHosted(result.diagnostics.provider)) return t("engine");
  const { provider, origin } = result.diagnostics;
  return origin === undefined ? provider : `${provider} · ${origin.replace(/^https:\/\//, "")}`;
}
