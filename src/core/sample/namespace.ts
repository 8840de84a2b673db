import { tryReadJson } from "../json/read";
import { isObject, JsonNumber, type Json, type JsonObject } from "../json/value";
import type { FoundOutput } from "./message";
import { readOutput } from "./output";
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
  switch (output.kind) {
    case "text":
      return fieldsOf(new Map([["output_text", output.text]]), { text: output.text, tools: [] }, outputJson);
    case "sample":
      return fieldsOf(output.sample, readOutput(output.sample), outputJson);
    case "none": {
      // Seen only by graders that read nothing of an output.
      const given = output.given ?? new Map<string, Json>();
      return fieldsOf(given, { text: undefined, tools: [] }, outputJson);
    }
  }
}

const ZERO = new JsonNumber("0");
const DERIVED = ["choices", "output_text", "output_json", "output_tools", "output_reasoning_summary"];

function fieldsOf(given: JsonObject, found: FoundOutput, outputJson: OutputJson): JsonObject {
  const text = found.text ?? "";
  // A given null stays null: only what is absent is derived.
  const field = (key: string, derive: () => Json) => (given.has(key) ? (given.get(key) ?? null) : derive());
  const tools = field("output_tools", () => found.tools);
  const fields = new Map<string, Json>([
    ["choices", field("choices", () => [assistantChoice(text, tools, found.finishReason)])],
    ["output_text", text],
    ["output_json", field("output_json", () => readJsonOutput(text, outputJson))],
    ["output_tools", tools],
    ["output_reasoning_summary", field("output_reasoning_summary", () => found.reasoning ?? null)],
  ]);
  for (const [key, value] of given) if (!DERIVED.includes(key)) fields.set(key, value);
  if (found.audio !== undefined && !given.has("output_audio")) fields.set("output_audio", found.audio);
  if (found.model !== undefined && !given.has("model")) fields.set("model", found.model);
  return fields;
}

function readJsonOutput(text: string, outputJson: OutputJson): Json {
  const value = tryReadJson(text) ?? null;
  return outputJson === "any" || isObject(value) ? value : null;
}

/** How other services call what chat completions call `stop`, `length` and so on; the rest stays as it is. */
const FINISH_REASONS: Readonly<Record<string, string>> = {
  end_turn: "stop",
  stop_sequence: "stop",
  complete: "stop",
  max_tokens: "length",
  max_output_tokens: "length",
  tool_use: "tool_calls",
  function_call: "tool_calls",
  safety: "content_filter",
  guardrail_intervened: "content_filter",
};

function finishWords(reason = "stop"): string {
  const known = reason.toLowerCase();
  return Object.hasOwn(FINISH_REASONS, known)
    ? (FINISH_REASONS[known] ?? reason)
    : known === "stop"
      ? known
      : reason;
}

function assistantChoice(text: string, tools: Json, finishReason: string | undefined): JsonObject {
  const message = new Map<string, Json>([
    ["role", "assistant"],
    ["content", text],
    ["tool_calls", tools],
  ]);
  return new Map<string, Json>([
    ["index", ZERO],
    ["message", message],
    ["finish_reason", finishWords(finishReason)],
  ]);
}
