import { isArray, isObject, textAt, type Json, type JsonObject } from "../json/value";
import { writeJson } from "../json/write";

/** Where services and SDKs write the parts of a tool call (facts.md "Sample"). */
const NAMES = ["name", "toolName", "tool_name"];
const ARGUMENTS = ["arguments", "input", "args", "parameters"];
const IDS = ["call_id", "id", "toolUseId", "toolCallId", "tool_call_id"];

/** Keys of a content part under which a call stands: Gemini's and Bedrock's. */
const WITHIN_PART = ["functionCall", "function_call", "toolUse"];
/** Types of parts and items that are calls which the caller answers. */
const CALL_TYPES = /^(?:tool_use|tool[-_]call|function|function_call|custom_tool_call|mcp_call|custom)$/;
/** Calls without a name that the caller answers: they are an output, though no `output_tools` describe them. */
const NAMELESS_CALLS = /^(?:computer|local_shell|shell|apply_patch)_call$/;

/** The tool calls of a list, as `output_tools` has them; what is none is passed over. */
export function callsOf(list: Json | undefined): readonly Json[] {
  return isArray(list) ? list.flatMap((call) => callOf(call) ?? []) : [];
}

/** A part of a content, or an item of a list of outputs, that is a tool call. */
export function callIn(part: JsonObject): Json | undefined {
  for (const key of WITHIN_PART) {
    const call = part.get(key);
    if (isObject(call)) return callOf(call);
  }
  const type = part.get("type");
  return typeof type === "string" && CALL_TYPES.test(type) ? callOf(part) : undefined;
}

/** Whether an item is a call that the caller answers and that has no name. */
export function isNamelessCall(item: JsonObject): boolean {
  const type = item.get("type");
  return typeof type === "string" && NAMELESS_CALLS.test(type);
}

/**
 * A call in the shape of chat completions, which `output_tools` documents: arguments as JSON text. One that has it
 * already stays as it was written.
 */
export function callOf(call: Json): Json | undefined {
  if (!isObject(call)) return undefined;
  const inner = call.get("function");
  if (isObject(inner)) return isObject(inner.get("arguments")) ? withText(call, inner) : call;
  if (isObject(call.get("custom"))) return call;
  const name = firstText(call, NAMES);
  if (name === undefined) return undefined;
  const id = firstText(call, IDS);
  const head: [string, Json][] = id === undefined ? [] : [["id", id]];
  const input = argumentsOf(call);
  return call.get("type") === "custom_tool_call"
    ? new Map<string, Json>([...head, ["type", "custom"], ["custom", fields(name, "input", input)]])
    : new Map<string, Json>([...head, ["type", "function"], ["function", fields(name, "arguments", input)]]);
}

function withText(call: JsonObject, inner: JsonObject): JsonObject {
  const written = new Map(inner).set("arguments", jsonText(inner.get("arguments")));
  return new Map(call).set("function", written);
}

function fields(name: string, key: string, input: string): JsonObject {
  return new Map<string, Json>([
    ["name", name],
    [key, input],
  ]);
}

function argumentsOf(call: JsonObject): string {
  const key = ARGUMENTS.find((each) => call.has(each));
  return jsonText(key === undefined ? undefined : call.get(key));
}

/** A call without arguments has an empty object of them. */
function jsonText(value: Json | undefined): string {
  if (typeof value === "string") return value;
  return value === undefined || value === null ? "{}" : writeJson(value);
}

function firstText(call: JsonObject, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const text = textAt(call, [key]);
    if (text !== undefined) return text;
  }
  return undefined;
}
