import * as vscode from "vscode";
import type { JudgeAnswer, JudgeClient, JudgeRequest } from "../../core/judge/judgeClient";
import { requestHash } from "../../core/judge/requestHash";
import {
  toolRequest,
  UncarriedError,
  type ToolMessage,
  type ToolMessagePart,
  type ToolRequest,
} from "../../core/judge/toolRequest";
import { said, saidBy, type Said } from "../../core/said";

/** Where VS Code's models are, in a result's words. */
const ORIGIN = "VS Code";

type Access = Pick<vscode.LanguageModelAccessInformation, "canSendRequest">;

/**
 * Asks a model of VS Code, which the user may have by a subscription. It has no response format and counts no
 * tokens, so it is always a substitute judge. VS Code asks for its own permission at the first request, which
 * is why a run, and so every request, follows a user's action.
 */
export function vscodeJudge(modelFor: (model: string) => string | undefined, access: Access): JudgeClient {
  return {
    async ask(request, signal) {
      const hash = await requestHash(request);
      const name = modelFor(request.model) ?? "";
      const unavailable = (what: Said, mend: string): JudgeAnswer => ({
        kind: "unavailable",
        requestHash: hash,
        ...what,
        mend,
      });
      const { model, known } = await findModel(name);
      signal.throwIfAborted();
      if (!model) return unavailable(noModel(name, known), FIND_MEND);
      if (access.canSendRequest(model) === false)
        return unavailable(said("Graders may not use VS Code's model {0}.", model.name), PERMISSION_MEND);
      try {
        return await new ModelCall(model, request, hash, signal).ask();
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof UncarriedError) return unavailable(saidBy(error), CARRY_MEND);
        return { requestHash: hash, ...explain(error, model) };
      }
    },
  };
}

const FIND_MEND = vscode.l10n.t(
  "Name a model that VS Code has in graders.judge.models, or install and sign in to an extension that brings it.",
);
const PERMISSION_MEND = vscode.l10n.t(
  "Allow it with “Manage Language Model Access” in the Accounts menu, or set another judge.",
);
const CARRY_MEND = vscode.l10n.t("Set an OpenAI-compatible server as judge for this grader.");
const QUOTA_MEND = vscode.l10n.t("Go on when the quota is renewed, or set another judge.");
const MODEL_MEND = vscode.l10n.t("Run again, or set another judge in graders.judge.models.");

/** By id, `vendor/id`, family or name, the narrowest first. */
async function findModel(
  name: string,
): Promise<{ readonly model: vscode.LanguageModelChat | undefined; readonly known: readonly string[] }> {
  const models = await vscode.lm.selectChatModels();
  const matches: readonly ((model: vscode.LanguageModelChat) => boolean)[] = [
    (model) => fullName(model) === name,
    (model) => model.id === name,
    (model) => model.family === name,
    (model) => model.name === name,
  ];
  const model = matches.map((isMeant) => models.find(isMeant)).find((found) => found !== undefined);
  return { model, known: models.map(fullName) };
}

function fullName({ vendor, id }: vscode.LanguageModelChat): string {
  return `${vendor}/${id}`;
}

function noModel(name: string, known: readonly string[]): Said {
  return known.length === 0
    ? said('VS Code has no language models, so "{0}" can\'t judge.', name)
    : said('VS Code has no model "{0}". It has {1}.', name, known.join(", "));
}

interface Explained extends Said {
  readonly kind: "unavailable" | "quota";
  readonly mend: string;
}

function explain(error: unknown, { name }: vscode.LanguageModelChat): Explained {
  const why = messageOf(error);
  if (isQuota(error)) {
    const what = said("VS Code's model {0} takes no more requests: {1}", name, why);
    return { kind: "quota", ...what, mend: QUOTA_MEND };
  }
  const unavailable = (what: Said, mend: string): Explained => ({ kind: "unavailable", ...what, mend });
  switch (codeOf(error)) {
    case vscode.LanguageModelError.NoPermissions.name:
      return unavailable(said("Graders may not use VS Code's model {0}: {1}", name, why), PERMISSION_MEND);
    case vscode.LanguageModelError.NotFound.name:
      return unavailable(said("VS Code's model {0} is gone: {1}", name, why), FIND_MEND);
    default:
      return unavailable(said("VS Code's model {0} failed: {1}", name, why), MODEL_MEND);
  }
}

/** What crosses from the model's extension may be an error in shape only. */
type ErrorShape = Readonly<Partial<Record<"message" | "name" | "cause", unknown>>>;

function shapeOf(error: unknown): ErrorShape {
  return error ?? {};
}

function messageOf(error: unknown): Said {
  const { message } = shapeOf(error);
  return typeof message === "string" ? { message } : said("it gave no reason");
}

function codeOf(error: unknown): string {
  return error instanceof vscode.LanguageModelError ? error.code : "";
}

/** Copilot's names (its languageModelAccess.ts; VS Code's own chat knows the first); other providers throw `Blocked`. */
const QUOTA_NAMES: readonly unknown[] = ["ChatQuotaExceeded", "ChatRateLimited"];

function isQuota(error: unknown): boolean {
  const { name, cause } = shapeOf(error);
  return (
    codeOf(error) === vscode.LanguageModelError.Blocked.name ||
    [name, codeOf(error), shapeOf(cause).name].some((known) => QUOTA_NAMES.includes(known))
  );
}

class ModelCall {
  constructor(
    private readonly model: vscode.LanguageModelChat,
    private readonly request: JudgeRequest,
    private readonly hash: string,
    private readonly signal: AbortSignal,
  ) {}

  async ask(): Promise<JudgeAnswer> {
    const request = toolRequest(this.request);
    const { content, byTool } = await this.send(request);
    return {
      kind: "answer",
      requestHash: this.hash,
      content,
      finishReason: "stop",
      refusal: null,
      model: fullName(this.model),
      usage: null,
      source: "live",
      origin: ORIGIN,
      adjustments: [
        ...request.adjustments,
        ...(byTool
          ? []
          : [vscode.l10n.t("The model did not use the tool: its verdict was read from its text.")]),
      ],
    };
  }

  private async send(request: ToolRequest): Promise<{ content: string; byTool: boolean }> {
    const cancel = new vscode.CancellationTokenSource();
    let onAbort: (() => void) | undefined;
    // A model that does not heed the token must not hold up who cancelled.
    const aborted = new Promise<never>((_, reject) => {
      onAbort = () => {
        cancel.cancel();
        reject(this.signal.reason as Error);
      };
      this.signal.addEventListener("abort", onAbort, { once: true });
    });
    try {
      return await Promise.race([this.answer(request, cancel.token), aborted]);
    } finally {
      if (onAbort) this.signal.removeEventListener("abort", onAbort);
      cancel.dispose();
    }
  }

  private async answer(
    request: ToolRequest,
    token: vscode.CancellationToken,
  ): Promise<{ content: string; byTool: boolean }> {
    const response = await this.model.sendRequest(
      request.messages.map(chatMessage),
      {
        justification: vscode.l10n.t("To judge samples with your grader."),
        modelOptions: { ...this.request.sampling },
        tools: [
          {
            name: request.tool.name,
            description: request.tool.description,
            inputSchema: request.tool.schema,
          },
        ],
        toolMode: vscode.LanguageModelChatToolMode.Required,
      },
      token,
    );
    return readVerdict(response, request.tool.name);
  }
}

async function readVerdict(
  { stream }: vscode.LanguageModelChatResponse,
  tool: string,
): Promise<{ content: string; byTool: boolean }> {
  let text = "";
  let called: string | undefined;
  for await (const part of stream) {
    if (part instanceof vscode.LanguageModelToolCallPart && part.name === tool)
      called = JSON.stringify(part.input);
    else if (part instanceof vscode.LanguageModelTextPart) text += part.value;
  }
  return called === undefined ? { content: text, byTool: false } : { content: called, byTool: true };
}

function chatMessage({ role, parts }: ToolMessage): vscode.LanguageModelChatMessage {
  const content = parts.map(chatPart);
  return role === "assistant"
    ? vscode.LanguageModelChatMessage.Assistant(content)
    : vscode.LanguageModelChatMessage.User(content);
}

/** Newer than our floor of VS Code 1.99. */
interface DataParts {
  readonly LanguageModelDataPart?: {
    image(data: Uint8Array, mimeType: string): vscode.LanguageModelTextPart;
  };
}

function chatPart(part: ToolMessagePart): vscode.LanguageModelTextPart {
  if (part.kind === "text") return new vscode.LanguageModelTextPart(part.text);
  const image = (vscode as DataParts).LanguageModelDataPart?.image(
    Buffer.from(part.base64, "base64"),
    part.mimeType,
  );
  if (!image) throw new UncarriedError(said("This VS Code's models take no images."));
  return image;
}
