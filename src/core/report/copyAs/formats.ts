import { isEvalResult } from "../../result/evalResult";
import type { RunResult } from "../../result/runResult";

/** Formats of "Copy as", in the menu's order. */
export const COPY_FORMATS = [
  { id: "json", label: "JSON" },
  { id: "curl", label: "curl" },
  { id: "python", label: "Python (openai)" },
  { id: "command-line", label: "graders run" },
  { id: "markdown", label: "Markdown" },
] as const;

/** What a result can be copied as: no run of the API takes an eval. */
export function copyFormatsOf(result: Pick<RunResult, "metadata">): readonly { id: string; label: string }[] {
  return COPY_FORMATS.filter(({ id }) => !isEvalResult(result) || id === "command-line" || id === "markdown");
}

export type CopyFormat = (typeof COPY_FORMATS)[number]["id"];

export function isCopyFormat(format: string): format is CopyFormat {
  return COPY_FORMATS.some(({ id }) => id === format);
}
