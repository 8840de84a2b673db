import { isArray, isObject, type Json, type JsonObject } from "../../json/value";
import { fieldsOf, without, type FoundRow } from "../foundRow";
import { outputFields } from "../output";
import { put } from "../put";

/**
 * An output item of a hosted eval's run (facts.md "Rows of services"): the row of data, what was sampled, and what the
 * service's graders said.
 */
export function outputItem(row: JsonObject): FoundRow | undefined {
  const source = row.get("datasource_item");
  if (!isObject(source)) return undefined;
  const columns = nested(source);
  const item = columns.get("item");
  const isWrapped = isObject(item) && [...columns.keys()].every((key) => key === "item" || key === "sample");
  const sample = sampled(row.get("sample")) ?? sampled(columns.get("sample"));
  return {
    columns: isWrapped ? item : without(columns, ["sample"]),
    ...(isWrapped && { item }),
    fields: fieldsOf({ ...remarks(row), sample, hosted: hosted(row.get("results"), row.get("status")) }),
  };
}

/** A row of a hosted fine-tuning run, with its grades. */
export function gradedRow(row: JsonObject): FoundRow | undefined {
  const grades = row.get("grades");
  const item = row.get("item");
  if (!isObject(grades) || item === undefined || !isObject(row.get("sample"))) return undefined;
  const passes = row.get("passes");
  const results = [...grades].map(([name, score]): JsonObject =>
    fieldsOf({ name, score, passed: isObject(passes) ? passes.get(name) : undefined }),
  );
  return {
    columns: row,
    item,
    fields: fieldsOf({ ...remarks(row), sample: row.get("sample"), hosted: hosted(results) }),
  };
}

/** A line of what the Batch API gives back: the response to one request. */
export function batchLine(row: JsonObject): FoundRow | undefined {
  const response = row.get("response");
  if (typeof row.get("custom_id") !== "string" || !(isObject(response) || response === null))
    return undefined;
  const error = row.get("error");
  const body = isObject(response) ? response.get("body") : undefined;
  const sample = isObject(error) ? new Map([["error", error]]) : body;
  return {
    columns: row,
    item: fieldsOf({ custom_id: row.get("custom_id") }),
    fields: isObject(sample) ? fieldsOf({ sample }) : outputFields(body),
  };
}

/** A row that Azure's evaluation client wrote: `inputs.NAME` are the data, `outputs.EVALUATOR.NAME` what it said. */
export function evaluationRow(row: JsonObject): FoundRow | undefined {
  const inputs = behind(row, "inputs.");
  if (inputs.size === 0) return undefined;
  const scores = [...behind(row, "outputs.")].filter(([, value]) => isNumber(value));
  const results = scores.map(([name, score]): JsonObject => fieldsOf({ name, score }));
  return {
    columns: inputs,
    item: inputs,
    fields: fieldsOf({ hosted: results.length > 0 ? hosted(results) : undefined }),
  };
}

function isNumber(value: Json): boolean {
  return typeof value === "object" && value !== null && !isObject(value) && !isArray(value);
}

function behind(row: JsonObject, prefix: string): JsonObject {
  return new Map(
    [...row].flatMap(([key, value]): [string, Json][] =>
      key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : [],
    ),
  );
}

/** Where names of columns are paths (`sample.output_text`), as Foundry and tables write them, the objects they mean. */
export function nested(row: JsonObject): JsonObject {
  if (![...row.keys()].some((key) => PATHS.test(key))) return row;
  const result = new Map<string, Json>();
  for (const [key, value] of row) {
    if (PATHS.test(key)) put(result, key.split("."), value);
    else result.set(key, value);
  }
  return result;
}

const PATHS = /^(?:item|sample|datasource_item|expect)\../;

/** What people said of it, in a row that is otherwise a service's. */
function remarks(row: JsonObject): Readonly<Record<string, Json | undefined>> {
  return {
    name: row.get("name"),
    label: row.get("label"),
    group: row.get("group"),
    expect: row.get("expect"),
  };
}

/** Members of a sample that say how it was made, and hold nothing of it. */
const CIRCUMSTANCES = new Set([
  ...["input", "model", "usage", "seed", "temperature", "top_p", "max_completion_tokens", "latency_ms"],
  ...["finish_reason", "object", "id", "created_at"],
]);

/** A sample in which something stands; where nothing was sampled, the output may stand in the row of data. */
function sampled(sample: Json | undefined): JsonObject | undefined {
  if (!isObject(sample)) return undefined;
  const isThere = [...sample].some(
    ([key, value]) => !CIRCUMSTANCES.has(key) && value !== null && !(isArray(value) && value.length === 0),
  );
  return isThere ? sample : undefined;
}

/** What a service said of a row: its status, and a result a grader. */
function hosted(results: Json | undefined, status?: Json): JsonObject | undefined {
  const kept = isArray(results) ? results.filter(isObject).map(resultOf) : [];
  const passed = status === "pass" ? true : status === "fail" ? false : undefined;
  return kept.length === 0 && passed === undefined ? undefined : fieldsOf({ passed, results: kept });
}

function resultOf(result: JsonObject): JsonObject {
  const [name, score, passed] = [result.get("name"), result.get("score"), result.get("passed")];
  return fieldsOf({
    name: typeof name === "string" ? name : "",
    score: score === null ? undefined : score,
    passed: typeof passed === "boolean" ? passed : undefined,
  });
}
