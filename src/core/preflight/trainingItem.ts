import { isArray, isObject, type Json, type JsonObject } from "../json/value";

/**
 * What a training row is to a grader: its `item` is the whole row, with what the service adds. A real call of a
 * Foundry job had `tools` and `parallel_tool_calls` in it, and a `name` in each message (facts.md "Sample").
 */
export function trainingItem(row: JsonObject): JsonObject {
  const messages = row.get("messages");
  return new Map<string, Json>([
    ["tools", null],
    ["parallel_tool_calls", true],
    ...row,
    ...(isArray(messages) ? ([["messages", messages.map(withName)]] as const) : []),
  ]);
}

function withName(message: Json): Json {
  return isObject(message) && !message.has("name") ? new Map([...message, ["name", null]]) : message;
}
