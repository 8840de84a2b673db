import * as vscode from "vscode";
import { Markdown } from "../../core/markdown";
import { ProviderError } from "../../core/provider/provider";
import { markdownString } from "../platform/markdownString";

/** A tool as VS Code asks for it; models may give input of another form than the manifest says. */
export interface AgentTool {
  prepare(input: object): Promise<vscode.PreparedToolInvocation>;
  /** @throws Error with words for the model */
  invoke(input: object, token: vscode.CancellationToken): Promise<vscode.LanguageModelToolResult>;
}

/** What a task answers; it ends with the token. */
export async function answerOf(
  token: vscode.CancellationToken,
  task: (signal: AbortSignal) => Promise<string>,
): Promise<vscode.LanguageModelToolResult> {
  const controller = new AbortController();
  const cancel = () => {
    controller.abort(new vscode.CancellationError());
  };
  if (token.isCancellationRequested) cancel();
  const listening = token.onCancellationRequested(cancel);
  try {
    const text = await task(controller.signal);
    controller.signal.throwIfAborted();
    return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    throw new Error([error.message, error.details.mend].filter(Boolean).join(" "), { cause: error });
  } finally {
    listening.dispose();
  }
}

/** A question before a tool goes on; none where there is nothing to ask. */
export function confirmation(
  title: string,
  asks: readonly string[],
): Pick<vscode.PreparedToolInvocation, "confirmationMessages"> {
  if (asks.length === 0) return {};
  const message = markdownString(Markdown.list(asks.map((ask) => Markdown.text(ask))));
  return { confirmationMessages: { title, message } };
}
