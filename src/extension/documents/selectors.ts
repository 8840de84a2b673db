import type * as vscode from "vscode";

export const GRADER_PATTERN =
  "**/{*.grader.json,*.grader.jsonc,*_grader.json,*-grader.json,*grader-config.json,*grader_config*.json,grader.json}";

/** Jobs and evals: files that have graders in them. */
export const EMBEDDING_PATTERN = "**/{*.job.json,*.job.jsonc,*.eval.json,*.eval.jsonc}";

/**
 * Where graders are helped. Language and pattern both: with less, VS Code ranks the built-in JSON features
 * above ours. Untitled documents have no name to match; what is no grader among them gets nothing.
 * @param embedded patterns of further files that have graders in them
 */
export function graderSelector(embedded: readonly string[]): vscode.DocumentFilter[] {
  const patterns = [GRADER_PATTERN, EMBEDDING_PATTERN, ...embedded];
  return ["json", "jsonc"].flatMap((language) => [
    ...patterns.map((pattern) => ({ language, pattern })),
    { language, scheme: "untitled" },
  ]);
}

export const SAMPLE_ROWS_SELECTOR: vscode.DocumentFilter[] = [{ pattern: "**/*.samples.jsonl" }];
