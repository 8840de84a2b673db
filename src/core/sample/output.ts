import { isArray, textAt, type Json, type JsonObject } from "../json/value";
import { writeJson } from "../json/write";
import { containersIn, findOutput } from "./containers";
import { audioField, isOutput, type FoundOutput } from "./message";
import type { NoOutput, Output, Sample } from "./sample";
import { serviceError } from "./serviceError";

/** Whether a row could be read: else it stands for a line with an error, and has nothing in it. */
export function isReadable({ output }: Pick<Sample, "output">): boolean {
  return output.kind !== "none" || output.why?.reason !== "unreadable";
}

/** A row's `sample` as its output; an array is a list of messages. */
export function outputOf(sample: JsonObject | readonly Json[]): Output {
  const given = isArray(sample) ? new Map<string, Json>([["messages", sample]]) : sample;
  const why = whyNone(given);
  return why ? { kind: "none", why, given } : { kind: "sample", sample: given };
}

function whyNone(given: JsonObject): NoOutput | undefined {
  const error = serviceError(given);
  if (error !== undefined) return { reason: "service-error", error };
  if (isOutput(readOutput(given))) return undefined;
  const known = containersIn(given);
  return known.length > 0 || given.size === 0
    ? { reason: "no-output", keys: known }
    : { reason: "unknown-output", keys: [...given.keys()] };
}

/** The output in a `sample`: what it says under the names of `sample` itself comes first. */
export function readOutput(given: JsonObject): FoundOutput {
  const found = findOutput(given);
  const tools = given.get("output_tools");
  const audio = given.get("output_audio");
  return {
    ...found,
    ...audioField(audio),
    text: textAt(given, ["output_text"]) ?? found.text ?? textOfJson(given) ?? textAt(audio, ["transcript"]),
    tools: isArray(tools) && tools.length > 0 ? tools : found.tools,
  };
}

/** An output that is only given as JSON has that JSON's text. */
function textOfJson(given: JsonObject): string | undefined {
  const json = given.get("output_json");
  return json === undefined || json === null ? undefined : writeJson(json);
}
