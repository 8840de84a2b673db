import { describe, expect, it } from "vitest";
import { readRow } from "../../../../src/core/dataset/row";
import { createEngine } from "../../../support/createEngine";
import type { JudgeAnswer, JudgeClient } from "../../../../src/core/judge/judgeClient";
import { isObject, fromPlain, type JsonObject, type PlainJson } from "../../../../src/core/json/value";
import { outcomeOf } from "../../../../src/core/runs/outcome";
import { pausing, type QuotaPause } from "../../../../src/core/runs/quotaPause";
import { ProviderError } from "../../../../src/core/provider/provider";
import { testPorts } from "../../../support/engine";

const never = new AbortController().signal;

function object(value: PlainJson): JsonObject {
  const json = fromPlain(value);
  if (!isObject(json)) throw new Error("an object is needed here");
  return json;
}

const GRADER = object({ type: "score_model", model: "m", input: [{ role: "user", content: "Score." }] });
const REQUEST = { grader: GRADER, sample: readRow(object({ item: {}, model_sample: "x" })) };

const VERDICT: JudgeAnswer = {
  kind: "answer",
  requestHash: "",
  content: '{"steps": [], "result": 0.5}',
  finishReason: "stop",
  refusal: null,
  model: "m",
  usage: null,
  source: "live",
  adjustments: [],
};
const QUOTA: JudgeAnswer = { kind: "quota", requestHash: "", message: "used up", mend: "wait" };

/** The engine with a judge whose quota is what the test says, behind the pause under test. */
function judgedBy(answers: () => JudgeAnswer | Promise<JudgeAnswer>, pause: QuotaPause) {
  let asked = 0;
  const judge: JudgeClient = {
    ask: () => {
      asked++;
      return Promise.resolve(answers());
    },
  };
  const engine = createEngine({ ...testPorts, judge });
  const run = pausing(() => outcomeOf(engine.run(REQUEST, never)), pause, never);
  return {
    run: async () => {
      const { result, why } = await run(undefined);
      return { reward: result?.reward, reason: why?.reason };
    },
    asked: () => asked,
  };
}

describe("a used-up quota", () => {
  it("holds runs up instead of failing them, in one pause for all that meet it", async () => {
    let quota = 1;
    const pauses: string[] = [];
    const { run } = judgedBy(
      () => (quota-- > 0 ? VERDICT : QUOTA),
      async ({ message, details }) => {
        pauses.push(`${message}, ${details.mend}`);
        await new Promise((resolve) => setImmediate(resolve));
        quota = 10;
      },
    );
    const results = await Promise.all([run(), run(), run()]);
    expect(results.map(({ reward }) => reward)).toEqual([0.5, 0.5, 0.5]);
    expect(pauses).toEqual(["used up, wait"]);
  });

  it("holds up what comes during the pause, without asking", async () => {
    let resume: () => void = () => undefined;
    let quota = 0;
    const { run, asked } = judgedBy(
      () => (quota-- > 0 ? VERDICT : QUOTA),
      () => new Promise((resolve) => (resume = resolve)),
    );
    const first = run();
    await expect.poll(asked).toBe(1);
    const second = run();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(asked()).toBe(1);
    quota = 2;
    resume();
    expect((await first).reward).toBe(0.5);
    expect((await second).reward).toBe(0.5);
  });

  it("that an answer from before the pause tells of is no reason for another pause", async () => {
    let late: (answer: JudgeAnswer) => void = () => undefined;
    const answers: (() => JudgeAnswer | Promise<JudgeAnswer>)[] = [
      () => new Promise((resolve) => (late = resolve)),
      () => QUOTA,
    ];
    let pauses = 0;
    const { run } = judgedBy(
      () => answers.shift()?.() ?? VERDICT,
      () => {
        pauses++;
        return Promise.resolve();
      },
    );
    const [slow, quick] = [run(), run()];
    expect((await quick).reward).toBe(0.5);
    late(QUOTA);
    expect((await slow).reward).toBe(0.5);
    expect(pauses).toBe(1);
  });

  it("pauses again where it is still used up", async () => {
    let pauses = 0;
    const { run } = judgedBy(
      () => (pauses < 3 ? QUOTA : VERDICT),
      () => {
        pauses++;
        return Promise.resolve();
      },
    );
    expect((await run()).reward).toBe(0.5);
    expect(pauses).toBe(3);
  });

  it("ends all that waits where the pause is cancelled", async () => {
    const reason = new Error("cancelled");
    const { run } = judgedBy(
      () => QUOTA,
      () => Promise.reject(reason),
    );
    const runs = await Promise.allSettled([run(), run()]);
    expect(runs.map((outcome) => outcome.status === "rejected" && (outcome.reason as unknown))).toEqual([
      reason,
      reason,
    ]);
  });

  it("without a pause is a ProviderError of its own, and no result", async () => {
    const engine = createEngine({ ...testPorts, judge: { ask: () => Promise.resolve(QUOTA) } });
    const error: unknown = await engine.run(REQUEST, never).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ProviderError);
    expect(error).toMatchObject({ reason: "quota", message: "used up", details: { mend: "wait" } });
  });
});

it("passes other failures on", async () => {
  const { run } = judgedBy(
    () => {
      throw new ProviderError("network", "no");
    },
    () => Promise.reject(new Error("no pause here")),
  );
  expect(await run()).toMatchObject({ reason: "network" });
});
