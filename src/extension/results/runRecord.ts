import { readRow } from "../../core/dataset/row";
import { readJson } from "../../core/json/read";
import { isObject, type Json, type JsonObject } from "../../core/json/value";
import { writeJson } from "../../core/json/write";
import type { RunResult } from "../../core/result/runResult";
import type { Sample } from "../../core/sample/sample";

/** One run as the host keeps it: plain JSON, so that it can be stored. */
export interface RunRecord {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** URI of the grader's document. */
  readonly grader: string;
  /** The grader's text when it ran; places are found in it, and a change since makes the result stale. */
  readonly graderText: string;
  /** Whether comments are allowed in the text. */
  readonly comments: boolean;
  readonly sample: SampleRecord;
  /** Where it ran, in words. */
  readonly provider: string;
  /** The address of a hosted provider. */
  readonly baseUrl?: string;
  readonly result: RunResult;
  /** The reward of the run before, of the same grader and sample, where that was scored. */
  readonly previousReward?: number;
}

export interface SampleRecord {
  /** For example `sample 2 of 7 "off by one"`. */
  readonly label: string;
  /** Same for the same sample of the same grader. */
  readonly key: string;
  /** Row of the paired file, for the strip. */
  readonly index?: number;
  /** JSON text of the row as a samples file has it. */
  readonly row: string;
}

/** The row of a samples file that stands for a sample. */
export function rowOf({ name, item, output, label, group, expect }: Sample): JsonObject {
  return new Map<string, Json>([
    ...(name === undefined ? [] : ([["name", name]] as const)),
    ["item", item],
    ...(output.kind === "text" ? ([["model_sample", output.text]] as const) : []),
    ...(output.kind === "sample" ? ([["sample", output.sample]] as const) : []),
    ...(label === undefined ? [] : ([["label", readJson(JSON.stringify(label))]] as const)),
    ...(group === undefined ? [] : ([["group", group]] as const)),
    ...(expect === undefined ? [] : ([["expect", readJson(JSON.stringify(expect))]] as const)),
  ]);
}

export function writeSample(sample: Sample): string {
  return writeJson(rowOf(sample));
}

export function readSample({ row }: SampleRecord): Sample {
  const value = readJson(row);
  return readRow(isObject(value) ? value : new Map());
}
