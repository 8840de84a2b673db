import { describe, expect, it } from "vitest";
import { graderPlaces } from "../../../../src/core/grader/places";
import { readJson } from "../../../../src/core/json/read";
import { writePointer } from "../../../../src/core/json/pointer";

function placesIn(fileName: string, value: unknown, anywhere = false): readonly string[] {
  const root = value === undefined ? undefined : readJson(JSON.stringify(value));
  return graderPlaces(fileName, root, { anywhere }).map(({ base, kind }) => `${kind} ${writePointer(base)}`);
}

const CHECK = { type: "string_check", input: "a", reference: "b", operation: "eq" };

describe("places of graders", () => {
  it("are the whole of a grader file, whatever state it is in", () => {
    expect(placesIn("a.grader.json", CHECK)).toEqual(["file "]);
    expect(placesIn("a.grader.json", {})).toEqual(["file "]);
    expect(placesIn("a.grader.json", [CHECK])).toEqual(["file "]);
    expect(placesIn("a.grader.json", undefined)).toEqual(["file "]);
  });

  it("are the root of any document whose type is a grader's", () => {
    expect(placesIn("config.json", CHECK)).toEqual(["file "]);
    expect(placesIn("config.json", { type: "module" })).toEqual([]);
  });

  it("are a job's grader, whatever stands there", () => {
    const job = (grader: unknown) => ({ model: "o4-mini", method: { reinforcement: { grader } } });
    expect(placesIn("a.job.json", job(CHECK))).toEqual(["job /method/reinforcement/grader"]);
    expect(placesIn("a.job.json", job(null))).toEqual(["job /method/reinforcement/grader"]);
    expect(placesIn("misnamed.grader.json", job(CHECK))).toEqual(["job /method/reinforcement/grader"]);
    expect(placesIn("a.job.json", { method: { type: "supervised" } })).toEqual([]);
  });

  it("are an eval's criteria, one each", () => {
    const criteria = { testing_criteria: [CHECK, {}, "x"] };
    expect(placesIn("a.eval.json", criteria)).toEqual([
      "criterion /testing_criteria/0",
      "criterion /testing_criteria/1",
      "criterion /testing_criteria/2",
    ]);
    expect(placesIn("a.eval.json", { testing_criteria: { a: CHECK } })).toEqual([]);
    expect(placesIn("a.eval.json", {})).toEqual([]);
  });

  it("are objects that look like graders only where they are looked for", () => {
    const config = {
      steps: [{ name: "x", reward: CHECK }, { "a/b": { type: "multi", graders: { c: CHECK } } }],
      runtime: { type: "python", version: 3 },
      last: { type: "python", source: "def grade(sample, item): return 1" },
    };
    expect(placesIn("config.json", config)).toEqual([]);
    expect(placesIn("config.json", config, true)).toEqual([
      "embedded /steps/0/reward",
      "embedded /steps/1/a~1b",
      "embedded /last",
    ]);
    expect(placesIn("config.json", [CHECK], true)).toEqual(["embedded /0"]);
    expect(placesIn("config.json", "multi", true)).toEqual([]);
  });
});
