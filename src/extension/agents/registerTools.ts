import * as vscode from "vscode";
import type { AgentTool } from "./agentTool";
import { TOOLS, type ToolName } from "./toolNames";

/** What this part needs of the services. */
interface ToolServices {
  readonly agentTools: Readonly<Record<ToolName, AgentTool>>;
}

/** Tools for agents; what they do loads at the first call. */
export function registerTools(load: () => Promise<ToolServices>): vscode.Disposable[] {
  return TOOLS.map((name) =>
    vscode.lm.registerTool<object>(name, {
      prepareInvocation: async ({ input }) => (await load()).agentTools[name].prepare(input),
      invoke: async ({ input }, token) => (await load()).agentTools[name].invoke(input, token),
    }),
  );
}
