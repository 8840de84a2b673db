import * as vscode from "vscode";
import { configurationOf, onConfigurationChange } from "./configuration";

/** The setting, read here and not in settings.ts since the small entry bundle asks for it. */
const [SECTION, SETTING] = ["graders.embedded", "files"];

/**
 * The globs of files in which graders stand anywhere, as VS Code's selectors match them: one that does not
 * begin with `/` or `**` counts from any folder.
 */
export function embeddedPatterns(): readonly string[] {
  const globs = configurationOf(SECTION).get<unknown>(SETTING);
  if (!Array.isArray(globs)) return [];
  return globs
    .filter((glob) => typeof glob === "string" && glob !== "")
    .map((glob: string) => (/^(?:\/|\*\*)/.test(glob) ? glob : `**/${glob}`));
}

/** Whether the user named this file as one in which graders stand. */
export function isEmbeddedFile(document: vscode.TextDocument): boolean {
  return embeddedPatterns().some((pattern) => vscode.languages.match({ pattern }, document) > 0);
}

export function onEmbeddedFilesChange(listener: () => void): vscode.Disposable {
  return onConfigurationChange(`${SECTION}.${SETTING}`, listener);
}
