import { isArray, isObject, JsonNumber, type Json, type JsonObject } from "../json/value";
import type { Hosted, HostedResult, Recorded } from "../sample/sample";

/** What a service said of a row, from its field `hosted`; undefined where it says nothing that is understood. */
export function readHosted(value: Json | undefined): Hosted | undefined {
  if (!isObject(value)) return undefined;
  const passed = value.get("passed");
  const results = value.get("results");
  const kept = isArray(results) ? results.flatMap(readResult) : [];
  if (kept.length === 0 && typeof passed !== "boolean") return undefined;
  return { ...(typeof passed === "boolean" && { passed }), results: kept };
}

function readResult(value: Json): readonly HostedResult[] {
  if (!isObject(value)) return [];
  const [name, score, passed] = [value.get("name"), numberOf(value.get("score")), value.get("passed")];
  return [
    {
      name: typeof name === "string" ? name : "",
      ...(score !== undefined && { score }),
      ...(typeof passed === "boolean" && { passed }),
    },
  ];
}

/** What a trainer recorded of a row, from its field `recorded`. */
export function readRecorded(value: Json | undefined): Recorded | undefined {
  if (!isObject(value)) return undefined;
  const reward = numberOf(value.get("reward"));
  const parts = value.get("parts");
  const numbers = isObject(parts) ? numbersOf(parts) : {};
  if (reward === undefined && Object.keys(numbers).length === 0) return undefined;
  return {
    ...(reward !== undefined && { reward }),
    ...(Object.keys(numbers).length > 0 && { parts: numbers }),
  };
}

function numbersOf(parts: JsonObject): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [...parts].flatMap(([name, value]): [string, number][] => {
      const number = numberOf(value);
      return number === undefined ? [] : [[name, number]];
    }),
  );
}

function numberOf(value: Json | undefined): number | undefined {
  return value instanceof JsonNumber ? value.value : undefined;
}
