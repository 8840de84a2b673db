import { isArray, isObject, textAt, type Json, type JsonObject } from "../json/value";
import { isOutput, readItems, readMessage, type FoundOutput } from "./message";

/** A key that services and SDKs write outputs under, and how one is read there. */
interface Container {
  readonly keys: readonly string[];
  readonly read: (value: Json, whole: JsonObject, depth: number) => FoundOutput | undefined;
}

/**
 * Where outputs stand (facts.md "Sample"), the first one that has one counts: the one table that the namespace,
 * help, importers and what is not asked share.
 */
const CONTAINERS: readonly Container[] = [
  // Chat completions, and completions before them.
  { keys: ["choices"], read: (value, _, depth) => firstOf(value, readChoice, depth) },
  // Responses, output items of runs and their exports; Bedrock's `output.message`.
  { keys: ["output", "outputs", "output_items"], read: readNested },
  // Gemini.
  { keys: ["candidates"], read: (value, _, depth) => firstOf(value, readCandidate, depth) },
  // Ollama, Cohere.
  { keys: ["message"], read: (value) => (isObject(value) ? readMessage(value) : undefined) },
  // A message by itself, Anthropic's among them.
  {
    keys: ["content", "parts", "tool_calls", "function_call", "refusal", "audio"],
    read: (_, whole) => readMessage(whole),
  },
  { keys: ["messages", "trajectory", "conversation", "conversations"], read: readNested },
  // Answers as their batches carry them, and texts under a name of their own.
  { keys: ["response", "body", "result", "modelOutput"], read: readNested },
  { keys: ["completion", "generated_text", "generation", "generations", "results"], read: readNested },
  { keys: ["outputText", "text"], read: readNested },
];

/** Keys of ours that make an output by themselves. */
const OWN = ["output_text", "output_json", "output_tools", "output_audio"];
const KNOWN: readonly string[] = [...OWN, ...CONTAINERS.flatMap(({ keys }) => keys)];

/** Batches carry answers in answers; nobody goes deeper. */
const DEEPEST = 4;

/** The known keys of an object that may have an output in them. */
export function containersIn(given: JsonObject): readonly string[] {
  return KNOWN.filter((key) => given.has(key));
}

/** The output in an object as a service or an SDK writes it; what it lacks is left out. */
export function findOutput(given: JsonObject): FoundOutput {
  return readObject(given, DEEPEST) ?? { text: undefined, tools: [] };
}

function readObject(given: JsonObject, depth: number): FoundOutput | undefined {
  if (depth === 0) return undefined;
  for (const { keys, read } of CONTAINERS) {
    for (const key of keys) {
      const value = given.get(key);
      if (value === undefined || value === null) continue;
      const found = read(value, given, depth - 1);
      if (found && isOutput(found)) return { ...endOf(given), ...found };
    }
  }
  return undefined;
}

/** An object, a list of messages or a text. */
function readNested(value: Json, _: JsonObject, depth: number): FoundOutput | undefined {
  if (typeof value === "string") return { text: value, tools: [] };
  if (isObject(value)) return readObject(value, depth);
  if (!isArray(value)) return undefined;
  const items = readItems(value);
  const [only] = value;
  return isOutput(items) || value.length !== 1 || only === undefined
    ? items
    : readNested(only, new Map(), Math.max(depth - 1, 0));
}

function firstOf(
  list: Json,
  read: (first: JsonObject, depth: number) => FoundOutput | undefined,
  depth: number,
): FoundOutput | undefined {
  const first = isArray(list) ? list[0] : undefined;
  return isObject(first) ? read(first, depth) : undefined;
}

function readChoice(choice: JsonObject): FoundOutput | undefined {
  const message = choice.get("message");
  const found = isObject(message) ? readMessage(message) : { text: textAt(choice, ["text"]), tools: [] };
  return found && { ...found, ...endOf(choice) };
}

function readCandidate(candidate: JsonObject): FoundOutput | undefined {
  const content = candidate.get("content");
  const found = isObject(content) ? readMessage(content) : undefined;
  return found && { ...found, ...endOf(candidate) };
}

const ENDS = ["finish_reason", "finishReason", "stop_reason", "stopReason", "done_reason"];
const MODELS = ["model", "sampled_model_name", "modelVersion", "model_version"];

/** How it ended, and which model it was. */
function endOf(given: JsonObject): Pick<FoundOutput, "finishReason" | "model"> {
  const finishReason = firstText(given, ENDS) ?? textAt(given, ["incomplete_details", "reason"]);
  const model = firstText(given, MODELS);
  return { ...(finishReason !== undefined && { finishReason }), ...(model !== undefined && { model }) };
}

function firstText(given: JsonObject, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const text = textAt(given, [key]);
    if (text !== undefined) return text;
  }
  return undefined;
}
