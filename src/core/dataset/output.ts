import { isArray, isObject, type Json, type JsonObject } from "../json/value";
import { writeJson } from "../json/write";
import { fieldsOf, NO_FIELDS } from "./foundRow";

/** Members that make an object more than a JSON text: a container of a model's output. */
const CONTAINERS = ["output_text", "choices", "output", "outputs", "output_items", "message", "messages"];

/** A value that a column gives as the output, as the field of a row of ours that says the same; none for null. */
export function outputFields(value: Json | undefined): JsonObject {
  if (value === undefined || value === null) return NO_FIELDS;
  if (typeof value === "string") return fieldsOf({ model_sample: value });
  if (isMessages(value)) return fieldsOf({ sample: new Map([["output", value]]) });
  if (isObject(value) && isContainer(value)) return fieldsOf({ sample: value });
  return fieldsOf({ model_sample: isObject(value) ? value : writeJson(value) });
}

function isContainer(value: JsonObject): boolean {
  return CONTAINERS.some((key) => value.has(key)) || isMessage(value);
}

function isMessage(value: Json | undefined): value is JsonObject {
  return (
    isObject(value) &&
    typeof value.get("role") === "string" &&
    (value.has("content") || value.has("tool_calls"))
  );
}

/** Items of a Responses object go without a role, but for its messages. */
function isMessages(value: Json): boolean {
  return isArray(value) && value.length > 0 && value.some(isMessage) && value.every(isObject);
}

/** Columns that hold a chat, the model's turn at its end where there was one. */
const CHATS = ["messages", "conversation", "conversations", "chat"];

/** The column of a chat that ends with the model's turn. */
export function chatColumn(columns: JsonObject): string | undefined {
  return CHATS.find((name) => lastTurn(columns.get(name)) !== undefined) ?? geminiColumn(columns);
}

function geminiColumn(columns: JsonObject): string | undefined {
  return columns.has("contents") && lastTurn(columns.get("contents")) !== undefined ? "contents" : undefined;
}

/** The output of a chat: its last message, where the model wrote it. */
export function chatOutput(chat: Json | undefined): JsonObject {
  const turn = lastTurn(chat);
  if (turn === undefined) return NO_FIELDS;
  if (typeof turn === "string") return fieldsOf({ model_sample: turn });
  const content = turn.get("content");
  const isPlain = typeof content === "string" && !turn.has("tool_calls") && !turn.has("function_call");
  return isPlain ? fieldsOf({ model_sample: content }) : fieldsOf({ sample: turn });
}

/** As a message, or as text where its shape is another. */
function lastTurn(chat: Json | undefined): JsonObject | string | undefined {
  const last = isArray(chat) ? chat.at(-1) : undefined;
  if (!isObject(last)) return undefined;
  if (last.get("role") === "assistant") return last;
  // ShareGPT's words.
  const value = last.get("value");
  if (last.get("from") === "gpt" && typeof value === "string") return value;
  const parts = last.get("parts");
  return last.get("role") === "model" && isArray(parts) ? partsText(parts) : undefined;
}

/** Gemini's parts; what is no text makes it no text. */
function partsText(parts: readonly Json[]): string | undefined {
  const texts = parts.map((part) => (isObject(part) ? part.get("text") : undefined));
  return texts.every((text) => typeof text === "string") ? texts.join("") : undefined;
}
