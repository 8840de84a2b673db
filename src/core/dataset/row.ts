import { readJson } from "../json/read";
import { fromPlain, isArray, isObject, toPlain, type Json, type JsonObject } from "../json/value";
import { writeJson } from "../json/write";
import { outputOf } from "../sample/output";
import { readHosted, readRecorded } from "./otherResults";
import type { Expectation, Output, Sample } from "../sample/sample";

/** The keys that make an object a row of ours; a training line without them is an item as a whole. */
const ROW_KEYS = ["item", "model_sample", "sample"];

/** A sample from a row that the schema takes (architecture.md "Files a user keeps"). */
export function readRow(row: JsonObject): Sample {
  if (!ROW_KEYS.some((key) => row.has(key))) return { item: row, output: { kind: "none" } };
  const item = row.get("item");
  const name = row.get("name");
  const label = row.get("label");
  const group = row.get("group");
  const expect = row.get("expect");
  const hosted = readHosted(row.get("hosted"));
  const recorded = readRecorded(row.get("recorded"));
  return {
    item: item === undefined ? new Map<string, Json>() : item,
    output: readOutput(row),
    ...(typeof name === "string" && { name }),
    ...(label !== undefined && label !== null && { label: toPlain(label) as number | boolean | string }),
    ...(typeof group === "string" && { group }),
    ...(isObject(expect) && { expect: toPlain(expect) as Expectation }),
    ...(hosted && { hosted }),
    ...(recorded && { recorded }),
  };
}

/**
 * What stands for a row that can't be read: it is counted and told like any other, and nothing grades it.
 * @param text of the row, which tells it from others
 * @param message what is wrong, and where
 */
export function unreadableRow(text: string, message: string): Sample {
  return { item: new Map(), output: { kind: "none", why: { reason: "unreadable", text, message } } };
}

/** The row of a samples file that stands for a sample. */
function rowOf({ name, item, output, label, group, expect, hosted, recorded }: Sample): JsonObject {
  return new Map<string, Json>([
    ...(name === undefined ? [] : ([["name", name]] as const)),
    ["item", item],
    ...(output.kind === "text" ? ([["model_sample", output.text]] as const) : []),
    ...(output.kind === "sample" ? ([["sample", output.sample]] as const) : []),
    ...(output.kind === "none" && output.given ? ([["sample", output.given]] as const) : []),
    ...(label === undefined ? [] : ([["label", readJson(JSON.stringify(label))]] as const)),
    ...(group === undefined ? [] : ([["group", group]] as const)),
    ...(expect === undefined ? [] : ([["expect", readJson(JSON.stringify(expect))]] as const)),
    ...(hosted === undefined ? [] : ([["hosted", fromPlain(hosted)]] as const)),
    ...(recorded === undefined ? [] : ([["recorded", fromPlain(recorded)]] as const)),
  ]);
}

/** {@link rowOf} as a line of a samples file. */
export function writeRow(sample: Sample): string {
  return writeJson(rowOf(sample));
}

/** The sample of a line that {@link writeRow} wrote. */
export function readWrittenRow(text: string): Sample {
  const row = readJson(text);
  return readRow(isObject(row) ? row : new Map());
}

function readOutput(row: JsonObject): Output {
  const sample = row.get("sample");
  if (isObject(sample) || isArray(sample)) return outputOf(sample);
  const text = row.get("model_sample");
  if (text === undefined || text === null) return { kind: "none" };
  // An object is sent as its JSON text, key order kept.
  return { kind: "text", text: typeof text === "string" ? text : writeJson(text) };
}
