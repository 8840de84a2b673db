import * as vscode from "vscode";
import type { Services } from "../services";
import { TOOLS } from "./toolNames";

/** Tools for agents; what they do loads at the first call. */
export function registerTools(load: () => Promise<Services>): vscode.Disposable[] {
  return TOOLS.map((name) =>
    vscode.lm.registerTool<object>(name, {
      prepareInvocation: async ({ input }) => (await load()).agentTools[name].prepare(input),
      invoke: async ({ input }, token) => (await load()).agentTools[name].invoke(input, token),
    }),
  );
}
