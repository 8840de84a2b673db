import { t } from "@vscode/l10n";
import type { PlainJson } from "../json/value";
import { said, type Said } from "../said";
import type { JudgeRequest } from "./judgeClient";

/** A request for models that know no response format: the verdict is asked for by a tool. */
export interface ToolRequest {
  readonly messages: readonly ToolMessage[];
  readonly tool: { readonly name: string; readonly description: string; readonly schema: PlainObject };
  /** What is changed against the grader's request, one sentence each. */
  readonly adjustments: readonly string[];
}

type PlainObject = Readonly<Record<string, PlainJson>>;

export interface ToolMessage {
  readonly role: "user" | "assistant";
  readonly parts: readonly ToolMessagePart[];
}

export type ToolMessagePart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "image"; readonly mimeType: string; readonly base64: string };

/** Something in the request that such models take in no form; the message says what. */
export class UncarriedError extends Error {
  readonly english?: string | undefined;

  constructor(what: Said) {
    super(what.message);
    this.english = what.english;
  }
}

const TOOL = "give_verdict";
const SYSTEM_WORDS = t("VS Code's models take no system messages: they were sent as the user's.");
const SAMPLING_WORDS = t(
  "The sampling parameters were passed on; VS Code does not tell whether the model heeds them.",
);

/** @throws UncarriedError for audio and for images that are not in the request itself */
export function toolRequest({ messages, response_format, sampling }: JudgeRequest): ToolRequest {
  const schema = schemaOf(response_format);
  const carried = messages.map(toolMessage);
  const words = `Give your verdict by calling the tool ${TOOL}. Where you can't, answer with one JSON object and nothing else, in this schema: ${JSON.stringify(schema)}`;
  return {
    messages: [
      ...carried.map(({ message }) => message),
      { role: "user", parts: [{ kind: "text", text: words }] },
    ],
    tool: {
      name: TOOL,
      description: "Takes the verdict: the steps that lead to it, and the result.",
      schema,
    },
    adjustments: [
      t("VS Code's models take no response format: the verdict was asked for by a tool."),
      ...(carried.some(({ wasSystem }) => wasSystem) ? [SYSTEM_WORDS] : []),
      ...(Object.keys(sampling).length > 0 ? [SAMPLING_WORDS] : []),
    ],
  };
}

function schemaOf(format: PlainJson): PlainObject {
  const { json_schema } = format as { readonly json_schema: { readonly schema: PlainObject } };
  return json_schema.schema;
}

function toolMessage(message: PlainJson): { readonly message: ToolMessage; readonly wasSystem: boolean } {
  const { role, content } = message as unknown as ChatMessage;
  const parts =
    typeof content === "string" ? [{ kind: "text", text: content } as const] : content.map(messagePart);
  return {
    message: { role: role === "assistant" ? "assistant" : "user", parts },
    wasSystem: role === "system" || role === "developer",
  };
}

/** The messages that `request.ts` makes. */
interface ChatMessage {
  readonly role: string;
  readonly content: string | readonly ChatPart[];
}

type ChatPart =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "image_url"; readonly image_url: { readonly url: string } }
  | { readonly type: "input_audio" };

function messagePart(part: ChatPart): ToolMessagePart {
  switch (part.type) {
    case "text":
      return { kind: "text", text: part.text };
    case "image_url": {
      const [, mimeType, base64] = /^data:(image\/[\w.+-]+);base64,(.*)$/s.exec(part.image_url.url) ?? [];
      if (mimeType === undefined || base64 === undefined)
        throw new UncarriedError(said("VS Code's models take images only as base64 data: addresses."));
      return { kind: "image", mimeType, base64 };
    }
    case "input_audio":
      throw new UncarriedError(said("VS Code's models take no audio."));
  }
}
