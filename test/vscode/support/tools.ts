/** Our tools for agents, called as VS Code calls them for a model. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { MAX_TOOL_BYTES } from "../../../src/core/agents/fit";
import type { ToolName } from "../../../src/extension/agents/toolNames";
import { services } from "./graders";

/** What a tool answers. @throws Error with its words, where it refuses */
export async function invoke(
  name: ToolName,
  input: object,
  token = new vscode.CancellationTokenSource().token,
): Promise<string> {
  const result = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined }, token);
  const text = result.content
    .map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : ""))
    .join("");
  assert.ok(Buffer.byteLength(text) <= MAX_TOOL_BYTES, `${name} answers ${Buffer.byteLength(text)} bytes`);
  return text;
}

/** What the user is asked before; undefined where nothing is. */
export async function question(name: ToolName, input: object): Promise<string | undefined> {
  const { agentTools } = await services();
  const { confirmationMessages } = await agentTools[name].prepare(input);
  const { message } = confirmationMessages ?? {};
  return message instanceof vscode.MarkdownString ? message.value.replace(/\\(.)/g, "$1") : message;
}
