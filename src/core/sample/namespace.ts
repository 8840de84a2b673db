import { tryReadJson } from "../json/read";
import { isArray, isObject, JsonNumber, textAt, valueAt, type Json, type JsonObject } from "../json/value";
import type { Sample } from "./sample";

/**
 * What fills `output_json` of an output that is text: any JSON value, or objects alone. The documentation says
 * "a valid JSON string", the schema of hosted evals wants an object (facts.md "Sample").
 */
export type OutputJson = "any" | "object";

/**
 * The `sample` that templates and Python see. A text gives what the hosted run derives from `model_sample`;
 * a whole sample keeps its own fields, and missing ones are derived (facts.md "Sample",
 * architecture.md "Files a user keeps"). Shape and key order are those captured from a real training call.
 */
export function sampleNamespace(
  { output }: Pick<Sample, "output">,
  outputJson: OutputJson = "any",
): JsonObject {
  if (output.kind === "none") return deriveFields(new Map([["output_text", ""]]), outputJson);
  const given = output.kind === "text" ? new Map([["output_text", output.text]]) : output.sample;
  return deriveFields(given, outputJson);
}

const ZERO = new JsonNumber("0");
const DERIVED = ["choices", "output_text", "output_json", "output_tools", "output_reasoning_summary"];

function deriveFields(given: JsonObject, outputJson: OutputJson): JsonObject {
  const text = outputText(given);
  // A given null stays null: only what is absent is derived.
  const field = (key: string, derive: () => Json) => (given.has(key) ? (given.get(key) ?? null) : derive());
  const tools = field("output_tools", () => valueAt(given, ["choices", 0, "message", "tool_calls"]) ?? []);
  const fields = new Map<string, Json>([
    ["choices", field("choices", () => [assistantChoice(text, tools)])],
    ["output_text", text],
    ["output_json", field("output_json", () => readOutput(text, outputJson))],
    ["output_tools", tools],
    ["output_reasoning_summary", field("output_reasoning_summary", () => null)],
  ]);
  for (const [key, value] of given) if (!DERIVED.includes(key)) fields.set(key, value);
  return fields;
}

function readOutput(text: string, outputJson: OutputJson): Json {
  const value = tryReadJson(text) ?? null;
  return outputJson === "any" || isObject(value) ? value : null;
}

function outputText(given: JsonObject): string {
  const text = textAt(given, ["output_text"]);
  if (text !== undefined) return text;
  const content = valueAt(given, ["choices", 0, "message", "content"]);
  if (typeof content === "string") return content;
  return isArray(content) ? content.map(partText).join("") : "";
}

function partText(part: Json): string {
  const text = isObject(part) ? part.get("text") : part;
  return typeof text === "string" ? text : "";
}

function assistantChoice(text: string, tools: Json): JsonObject {
  const message = new Map<string, Json>([
    ["role", "assistant"],
    ["content", text],
    ["tool_calls", tools],
  ]);
  return new Map<string, Json>([
    ["index", ZERO],
    ["message", message],
    ["finish_reason", "stop"],
  ]);
}
