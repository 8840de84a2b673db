import * as vscode from "vscode";
import { explain, type Explanations } from "../../core/agents/explain";
import { readJson } from "../../core/json/read";
import type { PythonRunner } from "../../core/ports";
import { readLintPage } from "../../node/files/lintPages";
import type { ProviderContext } from "../platform/providers";
import { answerOf, type AgentTool } from "./agentTool";
import { runTool } from "./runTool";
import type { ToolName } from "./toolNames";
import { validateTool } from "./validateTool";

interface AgentContext {
  readonly extensionUri: vscode.Uri;
  readonly python: PythonRunner;
  readonly providers: ProviderContext;
}

/** What each tool of package.json does; a missing one does not compile. */
export function agentTools({
  extensionUri,
  python,
  providers,
}: AgentContext): Readonly<Record<ToolName, AgentTool>> {
  return {
    graders_validate: validateTool(python),
    graders_run: runTool(providers),
    graders_explain: explainTool(extensionUri),
  };
}

function explainTool(extensionUri: vscode.Uri): AgentTool {
  const sources: Explanations = {
    page: (code) => readLintPage(vscode.Uri.joinPath(extensionUri, "dist").fsPath, code),
    schema: async () => {
      const uri = vscode.Uri.joinPath(extensionUri, "schemas", "grader.schema.json");
      return readJson(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
    },
  };
  const topicOf = ({ topic }: { readonly topic?: unknown }) => (typeof topic === "string" ? topic : "");
  return {
    prepare: (input) =>
      Promise.resolve({ invocationMessage: vscode.l10n.t("Looking up {0}", topicOf(input)) }),
    invoke: (input, token) => answerOf(token, () => explain(topicOf(input), sources)),
  };
}
