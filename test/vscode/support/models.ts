/** The language models that the extension in test/vscode/models brings to VS Code. */
import * as vscode from "vscode";

export interface ModelReply {
  readonly text?: string;
  /** What the tool is called with. */
  readonly verdict?: object;
  readonly error?: {
    readonly message: string;
    readonly code?: "NoPermissions" | "Blocked" | "NotFound";
    /** Of a LanguageModelError without a code, as Copilot throws it. */
    readonly name?: string;
  };
  /** Until it is cancelled. */
  readonly hang?: boolean;
}

export interface ModelRequest {
  readonly model: string;
  readonly messages: readonly { readonly role: number; readonly parts: readonly unknown[] }[];
  readonly tools: readonly { readonly name: string; readonly inputSchema: unknown }[];
  readonly toolMode: number | undefined;
  readonly modelOptions: unknown;
  /** Resolves once the request's token is cancelled. */
  readonly cancelled: Promise<true>;
}

export interface Models {
  readonly requests: ModelRequest[];
  reply: ModelReply;
}

/** Whether this VS Code takes models from extensions. */
export const modelsAvailable = "registerLanguageModelChatProvider" in vscode.lm;

export async function models(): Promise<Models> {
  const extension = vscode.extensions.getExtension<Models>("graders.graders-test-models");
  if (!extension) throw new Error("The tests' extension with models is not there.");
  return extension.activate();
}
