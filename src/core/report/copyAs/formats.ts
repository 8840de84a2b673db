import { isEvalResult } from "../../result/evalResult";
import type { RunResult } from "../../result/runResult";
import type { ShellKind } from "./shellKind";

interface Format {
  readonly id: string;
  readonly label: string;
  /** Absent: no shell reads it. */
  readonly shell?: ShellKind;
}

/** Formats of "Copy as", in the menu's order. */
export const COPY_FORMATS = [
  { id: "json", label: "JSON" },
  { id: "curl", label: "curl", shell: "posix" },
  { id: "powershell-request", label: "Invoke-RestMethod", shell: "powershell" },
  { id: "python", label: "Python (openai)" },
  { id: "command-line", label: "graders run", shell: "posix" },
  { id: "powershell-command-line", label: "graders run", shell: "powershell" },
  { id: "markdown", label: "Markdown" },
] as const satisfies readonly Format[];

const SHELLS: Readonly<Record<ShellKind, string>> = { posix: "sh, bash, zsh", powershell: "PowerShell" };

const OF_EVALS: ReadonlySet<string> = new Set(["command-line", "powershell-command-line", "markdown"]);

/**
 * What a result can be copied as: no run of the API takes an eval. What is for another shell than the user's stands
 * last, and says so.
 */
export function copyFormatsOf(
  result: Pick<RunResult, "metadata">,
  own: ShellKind = "posix",
): readonly { id: string; label: string }[] {
  const formats: readonly Format[] = COPY_FORMATS.filter(
    ({ id }) => !isEvalResult(result) || OF_EVALS.has(id),
  );
  const isForeign = ({ shell }: Format) => shell !== undefined && shell !== own;
  return [
    ...formats.filter((format) => !isForeign(format)).map(({ id, label }) => ({ id, label })),
    ...formats
      .filter(isForeign)
      .map(({ id, label, shell = own }) => ({ id, label: `${label} (${SHELLS[shell]})` })),
  ];
}

export type CopyFormat = (typeof COPY_FORMATS)[number]["id"];

export function isCopyFormat(format: string): format is CopyFormat {
  return COPY_FORMATS.some(({ id }) => id === format);
}
