import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readRow } from "../../src/core/dataset/row";
import { createEngine } from "../support/createEngine";
import { DEFAULT_ENGINE_OPTIONS } from "../../src/core/engine/graded";
import { readMetricsProfile } from "../../src/core/engine/metrics/profile";
import { readJson } from "../../src/core/json/read";
import { withEvals } from "../../src/core/provider/evals";
import { isArray, isObject, toPlain, type Json, type JsonObject } from "../../src/core/json/value";
import { ERROR_KEYS } from "../../src/core/result/errorFlags";
import { raisedFlags } from "../../src/core/result/flags";
import type { RunResult } from "../../src/core/result/runResult";
import { judgeAt, testPorts } from "../support/engine";
import { completion, startJudgeServer, type JudgeServer } from "../support/judgeServer";

/** What a golden case says of its result; what it leaves out is not looked at, flags excepted. */
interface Expected {
  readonly reward: number;
  /** 1e-12 where absent. */
  readonly tolerance?: number;
  /** None where absent. */
  readonly flags?: readonly string[];
  /** Patterns of the details under their keys. */
  readonly details?: Readonly<Record<string, string>>;
  readonly sub_rewards?: Readonly<Record<string, number>>;
  readonly basis?: string;
  /** Of an eval: null where neither. */
  readonly passed?: boolean | null;
  /** Whether each criterion passed. */
  readonly criteria?: Readonly<Record<string, boolean | null>>;
}

interface Judge {
  readonly content: string | null;
  readonly refusal?: string;
  readonly finish_reason?: string;
}

const FOLDER = new URL("../conformance/", import.meta.url);

let server: JudgeServer;
beforeAll(async () => void (server = await startJudgeServer()));
afterAll(() => server.close());

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith(".json"))) {
  const golden = objectOf(readJson(readFileSync(new URL(file, FOLDER), "utf8")));
  const defaults = golden.get("defaults");
  const cases = golden.get("cases");
  describe(`${file} (${textOf(golden.get("source"))})`, () => {
    it.each((isArray(cases) ? cases : []).map((entry) => [nameOf(entry), objectOf(entry)] as const))(
      "%s",
      async (_, entry) => {
        const { grader, row } = withDefaults(entry, defaults);
        const judge = plain(entry.get("judge")) as Judge | null;
        if (judge) server.replyWith(completion(judge.content, judge));
        check(
          await grade(grader, row, plain(entry.get("metrics"))),
          plain(entry.get("expect")) as unknown as Expected,
        );
      },
    );
  });
}

function grade(grader: JsonObject, row: JsonObject, metrics: unknown): Promise<RunResult> {
  const engine = createEngine(
    { ...testPorts, judge: judgeAt(undefined, { targetFor: targetOfCase }) },
    { ...DEFAULT_ENGINE_OPTIONS, metrics: readMetricsProfile(metrics) },
  );
  return withEvals(engine).run({ grader, sample: readRow(row) }, new AbortController().signal);
}

/** Only the model `judge-1` has a judge, so that cases can do without one. */
function targetOfCase(model: string) {
  return model === "judge-1" ? { baseUrl: server.baseUrl, model } : undefined;
}

function check(result: RunResult, expected: Expected): void {
  const { reward, tolerance = 1e-12, flags = [], details = {}, sub_rewards, basis } = expected;
  const { passed, criteria } = expected;
  expect(raisedFlags(result.metadata.errors)).toEqual(flags);
  expect(Math.abs(result.reward - reward), `reward ${result.reward}`).toBeLessThanOrEqual(tolerance);
  expect(Object.keys(result.metadata.errors)).toEqual([...ERROR_KEYS]);
  expect(ERROR_KEYS).toHaveLength(24);
  for (const [key, pattern] of Object.entries(details))
    expect(result.metadata.errors[key]).toMatch(new RegExp(pattern));
  for (const flag of flags)
    expect(result.diagnostics.failures.find((failure) => failure.flag === flag)?.mend).toBeTruthy();
  if (sub_rewards) expect(result.sub_rewards).toEqual(sub_rewards);
  if (basis !== undefined) expect(result.diagnostics.basis).toBe(basis);
  if (passed !== undefined) expect(result.diagnostics.passed ?? null).toBe(passed);
  if (criteria) {
    const verdicts = Object.entries(result.diagnostics.sub_graders).map(([key, own]) => [
      key,
      own.passed ?? null,
    ]);
    expect(Object.fromEntries(verdicts)).toEqual(criteria);
  }
}

function withDefaults(entry: JsonObject, defaults: Json | undefined) {
  const own = isObject(defaults) ? defaults : new Map<string, Json>();
  return {
    grader: objectOf(merged(own.get("grader"), entry.get("grader"))),
    row: objectOf(merged(own.get("row"), entry.get("row"))),
  };
}

/** The case's members over the defaults'; null takes a member away. */
function merged(base: Json | undefined, over: Json | undefined): Json {
  if (over === undefined) return base ?? null;
  if (!isObject(base) || !isObject(over)) return over;
  const result = new Map(base);
  for (const [key, value] of over) {
    if (value === null) result.delete(key);
    else result.set(key, key === "graders" || !isObject(value) ? merged(base.get(key), value) : value);
  }
  return result;
}

function plain(value: Json | undefined) {
  return value === undefined ? null : toPlain(value);
}

function nameOf(entry: Json): string {
  return textOf(objectOf(entry).get("name"));
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function objectOf(value: Json | undefined): JsonObject {
  if (!isObject(value)) throw new Error("a golden case is an object");
  return value;
}
