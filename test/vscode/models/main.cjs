// An extension that brings VS Code two language models, which answer as a test tells them.
const vscode = require("vscode");

/** @typedef {import("../support/models").Models} Models */

/** @type {Models} */
const state = { requests: [], reply: {} };

const INFORMATION = {
  version: "1",
  maxInputTokens: 100_000,
  maxOutputTokens: 10_000,
  capabilities: { toolCalling: true, imageInput: true },
};

const provider = {
  provideLanguageModelChatInformation: () => [
    { ...INFORMATION, id: "judge-1", name: "First Judge", family: "judges" },
    { ...INFORMATION, id: "judge-2", name: "Second Judge", family: "judges" },
  ],
  provideTokenCount: () => Promise.resolve(1),
  /**
   * @param {{ id: string }} model
   * @param {import("vscode").LanguageModelChatMessage[]} messages
   * @param {import("vscode").LanguageModelChatRequestOptions} options
   * @param {import("vscode").Progress<unknown>} progress
   * @param {import("vscode").CancellationToken} token
   */
  async provideLanguageModelChatResponse(model, messages, options, progress, token) {
    const { tools = [], toolMode, modelOptions } = options;
    state.requests.push({
      model: model.id,
      messages: messages.map(({ role, content }) => ({ role, parts: content.map(plainPart) })),
      tools: tools.map(({ name, inputSchema }) => ({ name, inputSchema })),
      toolMode,
      modelOptions,
      cancelled: new Promise((resolve) => token.onCancellationRequested(() => resolve(true))),
    });
    const { text, verdict, error, hang } = state.reply;
    if (hang) await new Promise((resolve) => token.onCancellationRequested(resolve));
    if (error) throw failure(error);
    if (text !== undefined) progress.report(new vscode.LanguageModelTextPart(text));
    if (verdict !== undefined)
      progress.report(new vscode.LanguageModelToolCallPart("call-1", tools[0]?.name ?? "", verdict));
  },
};

/** @param {NonNullable<import("../support/models").ModelReply["error"]>} reply */
function failure({ message, code, name }) {
  if (code) return vscode.LanguageModelError[code](message);
  return name ? Object.assign(new vscode.LanguageModelError(message), { name }) : new Error(message);
}

/** @param {unknown} part */
function plainPart(part) {
  if (part instanceof vscode.LanguageModelTextPart) return part.value;
  const { mimeType, data } = /** @type {{ mimeType: string, data: Uint8Array }} */ (part);
  return { mimeType, size: data.length };
}

/** Newer than our floor of VS Code 1.99, where there are then no models. */
const lm =
  /** @type {{ registerLanguageModelChatProvider?: (vendor: string, provider: object) => { dispose(): void } }} */ (
    vscode.lm
  );

/** @param {import("vscode").ExtensionContext} context */
exports.activate = (context) => {
  const registered = lm.registerLanguageModelChatProvider?.("graders-test", provider);
  if (registered) context.subscriptions.push(registered);
  return state;
};
