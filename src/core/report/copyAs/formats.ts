/** Formats of "Copy as", in the menu's order. */
export const COPY_FORMATS = [
  { id: "json", label: "JSON" },
  { id: "curl", label: "curl" },
  { id: "python", label: "Python (openai)" },
  { id: "command-line", label: "graders run" },
  { id: "markdown", label: "Markdown" },
] as const;

export type CopyFormat = (typeof COPY_FORMATS)[number]["id"];

export function isCopyFormat(format: string): format is CopyFormat {
  return COPY_FORMATS.some(({ id }) => id === format);
}
