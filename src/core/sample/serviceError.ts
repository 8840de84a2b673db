import { isArray, isObject, textAt, valueAt, type Json, type JsonObject } from "../json/value";
import { writeJson } from "../json/write";

/** States in which a service has given no answer (facts.md "Sample"). */
const UNANSWERED = /^(?:failed|cancelled|canceled|expired|errored|queued|in_progress)$/;
/** What a service's answer may stand in. */
const WRAPPERS = ["response", "body", "result", "modelOutput"];
const LONGEST = 300;

/**
 * The error with which a service answered, in its words. A text that stands beside one is what came before it broke
 * off, so it is no answer either; an answer that was cut short at a limit has no error, and is one.
 */
export function serviceError(given: JsonObject): string | undefined {
  const error = [given.get("error"), valueAt(given, ["choices", 0, "error"])].find(isSet);
  if (error !== undefined) return errorWords(error);
  const blocked = textAt(given, ["promptFeedback", "blockReason"]);
  if (blocked !== undefined) return blocked;
  const state = stateOf(given);
  if (state !== undefined && UNANSWERED.test(state)) return state;
  if (valueAt(given, ["choices", 0, "finish_reason"]) === "error") return "error";
  for (const key of WRAPPERS) {
    const inner = given.get(key);
    const found = isObject(inner) ? serviceError(inner) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether an error says anything: an empty one says that there is none. */
function isSet(error: Json | undefined): boolean {
  if (isArray(error)) return error.some(isSet);
  if (isObject(error)) return [...error.values()].some(isSet);
  return error === true || (typeof error === "string" && error !== "");
}

/** A field `status` of the user's own is none of a response. */
function stateOf(given: JsonObject): string | undefined {
  if (given.get("object") === "response" || isArray(given.get("output"))) return textAt(given, ["status"]);
  return isObject(given.get("error")) || given.has("error") ? textAt(given, ["type"]) : undefined;
}

const CODES = ["code", "errorCode", "type", "status"];
const MESSAGES = ["message", "errorMessage", "detail"];

function errorWords(error: Json | undefined): string {
  if (!isObject(error)) return clipped(typeof error === "string" ? error : writeJson(error ?? null));
  const [code] = CODES.flatMap((key) => textAt(error, [key]) ?? []);
  const [message] = MESSAGES.flatMap((key) => textAt(error, [key]) ?? []);
  const words = [code, message].filter((word) => word !== undefined).join(": ");
  return clipped(words === "" ? writeJson(error) : words);
}

function clipped(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
