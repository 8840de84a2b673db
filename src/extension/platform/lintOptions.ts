import type * as vscode from "vscode";
import type { GraderDocument } from "../../core/grader/document";
import type { LintOptions } from "../../core/validate/validateGrader";
import { settings } from "./settings";

/** What a grader's findings depend on by the user's settings. */
export function lintOptions(uri: vscode.Uri, grader: GraderDocument): LintOptions {
  return { target: settings.target(uri, grader), severities: settings.lintRules(uri) };
}
