import { isArray, isObject, JsonNumber, type Json, type JsonObject, type JsonPath } from "../../json/value";
import { writeJson } from "../../json/write";
import { pathLabel } from "./pathLabel";
import type { DiffLine } from "./panelView";

/**
 * How the grader that a provider gave back differs from what was sent. A null where nothing was sent says
 * nothing and is passed over; numbers are compared by value.
 */
export function graderDiff(sent: JsonObject, returned: JsonObject): readonly DiffLine[] {
  return diffValues(sent, returned, []);
}

function diffValues(sent: Json | undefined, returned: Json | undefined, path: JsonPath): readonly DiffLine[] {
  if (isObject(sent) && isObject(returned)) {
    const keys = new Set([...sent.keys(), ...returned.keys()]);
    return [...keys].flatMap((key) => diffValues(sent.get(key), returned.get(key), [...path, key]));
  }
  if (isArray(sent) && isArray(returned)) {
    const length = Math.max(sent.length, returned.length);
    return Array.from({ length }).flatMap((_, index) =>
      diffValues(sent[index], returned[index], [...path, index]),
    );
  }
  const label = pathLabel(path);
  if (sent === undefined) {
    if (returned === undefined || returned === null) return [];
    return [{ change: "added", path: label, returned: shown(returned) }];
  }
  if (returned === undefined) return [{ change: "dropped", path: label, sent: shown(sent) }];
  if (isEqual(sent, returned)) return [];
  return [{ change: "changed", path: label, sent: shown(sent), returned: shown(returned) }];
}

function isEqual(sent: Json, returned: Json): boolean {
  if (sent instanceof JsonNumber && returned instanceof JsonNumber) return sent.value === returned.value;
  return writeJson(sent) === writeJson(returned);
}

const LONGEST_SHOWN = 200;

function shown(value: Json): string {
  const text = writeJson(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
