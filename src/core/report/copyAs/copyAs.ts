import { commandLineText } from "./commandLine";
import type { CopyContext } from "./context";
import { curlText } from "./curl";
import type { CopyFormat } from "./formats";
import { jsonText } from "./json";
import { markdownText } from "./markdown";
import { powershellCommandText, powershellRequestText } from "./powershell";
import { pythonText } from "./python";

const WRITERS: Readonly<Record<CopyFormat, (context: CopyContext) => string>> = {
  json: jsonText,
  curl: curlText,
  python: pythonText,
  "command-line": commandLineText,
  markdown: markdownText,
  "powershell-request": powershellRequestText,
  "powershell-command-line": powershellCommandText,
};

/** A run as text to paste elsewhere. Keys are named by their environment variable, never written. */
export function copyAs(format: CopyFormat, context: CopyContext): string {
  return WRITERS[format](context);
}
