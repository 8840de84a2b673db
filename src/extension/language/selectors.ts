import type * as vscode from "vscode";

export const GRADER_PATTERN =
  "**/{*.grader.json,*.grader.jsonc,*_grader.json,*-grader.json,*grader-config.json,*grader_config*.json,grader.json}";

/**
 * Language and pattern both: with less, VS Code ranks the built-in JSON features above ours. Untitled
 * documents have no name to match; what is no grader among them gets nothing.
 */
export const GRADER_SELECTOR: vscode.DocumentFilter[] = ["json", "jsonc"].flatMap((language) => [
  { language, pattern: GRADER_PATTERN },
  { language, scheme: "untitled" },
]);

export const SAMPLE_ROWS_SELECTOR: vscode.DocumentFilter[] = [{ pattern: "**/*.samples.jsonl" }];
