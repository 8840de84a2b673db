import { isArray, isObject, textAt, type Json, type JsonObject } from "../json/value";
import { callIn, callOf, callsOf, isNamelessCall } from "./calls";

/** What was found of an output, wherever it stood. */
export interface FoundOutput {
  /** Undefined where there is no text at all, which is no empty one. */
  readonly text: string | undefined;
  /** In the shape of chat completions. */
  readonly tools: readonly Json[];
  readonly audio?: Json;
  /** As the service says it. */
  readonly finishReason?: string;
  readonly model?: string;
  /** The summary of the model's reasoning. */
  readonly reasoning?: string;
  /** There is something that has neither text nor a named call, such as a click. */
  readonly isThere?: boolean;
}

/** Whether something was found at all. */
export function isOutput({ text, tools, audio, isThere }: FoundOutput): boolean {
  return text !== undefined || tools.length > 0 || audio !== undefined || isThere === true;
}

const NOTHING: FoundOutput = { text: undefined, tools: [] };

const MODEL_ROLES = /^(?:assistant|model|ai|bot|gpt|chatbot)$/i;
/** LangChain has the role under `type`. */
const ROLE_TYPES = /^(?:ai|human|system|tool)$/;
/** Items that answer what a model did: what stands before them is an earlier turn. */
const ANSWERS = /(?:_output|_response|_result)$/;
/** Parts that no reader of the answer sees. */
const THOUGHTS = /^(?:thinking|redacted_thinking|reasoning|reasoning_text)$/;

/** What an object that may be a message has of an output; undefined where somebody else wrote it. */
export function readMessage(message: JsonObject): FoundOutput | undefined {
  if (isForeign(message)) return undefined;
  const content = readContent(contentOf(message));
  const refusal = textAt(message, ["refusal"]) ?? content.refusal;
  const audio = message.get("audio");
  const legacy = message.get("function_call");
  const calls = [...callsOf(message.get("tool_calls")), ...(legacy ? [callOf(legacy) ?? []].flat() : [])];
  return {
    ...audioField(audio),
    text: spoken(content.text, refusal, audio),
    tools: calls.length > 0 ? calls : content.tools,
    isThere: content.isThere,
  };
}

/** A text that is empty says nothing where the model refused, or spoke. */
function spoken(text: string | undefined, refusal: string | undefined, audio: Json | undefined) {
  if (text !== undefined && text !== "") return text;
  const words = (refusal === "" ? undefined : refusal) ?? textAt(audio, ["transcript"]);
  return words ?? text;
}

export function audioField(audio: Json | undefined): Pick<FoundOutput, "audio"> {
  return isObject(audio) && audio.size > 0 ? { audio } : {};
}

function contentOf(message: JsonObject): Json | undefined {
  return message.get("content") ?? message.get("parts") ?? message.get("value");
}

function roleOf(message: JsonObject): string | undefined {
  const role = textAt(message, ["role"]) ?? textAt(message, ["from"]);
  if (role !== undefined) return role;
  const type = textAt(message, ["type"]);
  return type !== undefined && ROLE_TYPES.test(type) ? type : undefined;
}

function isForeign(item: JsonObject): boolean {
  const role = roleOf(item);
  if (role !== undefined) return !MODEL_ROLES.test(role);
  return ANSWERS.test(textAt(item, ["type"]) ?? "");
}

interface Content {
  readonly text: string | undefined;
  readonly refusal: string | undefined;
  readonly tools: readonly Json[];
  readonly isThere: boolean;
}

/** A content as text, as one part, or as parts of any service. */
function readContent(content: Json | undefined): Content {
  const parts = isArray(content) ? content : content === undefined || content === null ? [] : [content];
  const texts: string[] = [];
  const refusals: string[] = [];
  const tools: Json[] = [];
  let isThere = false;
  for (const part of parts) {
    if (typeof part === "string") texts.push(part);
    if (!isObject(part)) continue;
    const call = callIn(part);
    if (call) tools.push(call);
    else if (isNamelessCall(part)) isThere = true;
    else if (part.get("type") === "refusal") refusals.push(textAt(part, ["refusal"]) ?? "");
    else texts.push(...(partText(part) ?? []));
  }
  return { text: joined(texts), refusal: joined(refusals), tools, isThere };
}

function partText(part: JsonObject): readonly string[] | undefined {
  const isThought = part.get("thought") === true || THOUGHTS.test(textAt(part, ["type"]) ?? "");
  const text = isThought
    ? undefined
    : (textAt(part, ["text"]) ?? textAt(part, ["text", "value"]) ?? textAt(part, ["transcript"]));
  return text === undefined ? undefined : [text];
}

function joined(texts: readonly string[]): string | undefined {
  return texts.length > 0 ? texts.join("") : undefined;
}

/**
 * A list of messages, or of the items of a response: what came after everybody else's last word. The texts of a
 * response's messages are one text, as in the SDKs' `output_text`; of a transcript's the last counts.
 */
export function readItems(list: readonly Json[]): FoundOutput {
  if (list.length === 1 && typeof list[0] === "string") return { ...NOTHING, text: list[0] };
  const items = list.filter(isObject);
  const last = items.findLastIndex(isForeign);
  const turn = items.slice(last + 1).map(readItem);
  const isTyped = items.slice(last + 1).some((item) => item.has("type"));
  const texts = turn.flatMap(({ text }) => text ?? []);
  const audio = turn.find((item) => item.audio !== undefined)?.audio;
  const reasoning = turn.flatMap((item) => item.reasoning ?? []);
  return {
    ...audioField(audio),
    text: isTyped ? joined(texts) : texts.at(-1),
    tools: turn.flatMap(({ tools }) => tools),
    isThere: turn.some((item) => item.isThere),
    ...(reasoning.length > 0 && { reasoning: reasoning.join("\n\n") }),
  };
}

function readItem(item: JsonObject): FoundOutput {
  if (item.get("type") === "reasoning") return { ...NOTHING, ...reasoningOf(item) };
  const call = callIn(item);
  if (call) return { text: undefined, tools: [call] };
  if (isNamelessCall(item)) return { ...NOTHING, isThere: true };
  // A text of its own, such as a content part that stands for a message.
  const own = item.has("role") || item.has("content") ? undefined : partText(item)?.[0];
  return own === undefined ? (readMessage(item) ?? NOTHING) : { ...NOTHING, text: own };
}

function reasoningOf(item: JsonObject): Pick<FoundOutput, "reasoning"> {
  const { text } = readContent(item.get("summary"));
  return text === undefined ? {} : { reasoning: text };
}
