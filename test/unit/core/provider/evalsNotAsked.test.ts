import fc from "fast-check";
import { expect, test } from "vitest";
import { fromPlain, isObject } from "../../../../src/core/json/value";
import { withEvals } from "../../../../src/core/provider/evals";
import { ProviderError } from "../../../../src/core/provider/provider";
import { verdictOfResult } from "../../../../src/core/runs/verdict";
import { readRow } from "../../../../src/core/dataset/row";
import { createEngine } from "../../../support/createEngine";
import { testPorts } from "../../../support/engine";

const signal = new AbortController().signal;
const provider = withEvals(createEngine(testPorts));
const sample = rowOf({ item: { a: "x" }, model_sample: "x" });

function rowOf(row: object) {
  const read = fromPlain(row);
  if (!isObject(read)) throw new Error("a row is an object");
  return readRow(read);
}

function run(criteria: readonly object[]) {
  const grader = fromPlain({ testing_criteria: criteria });
  if (!isObject(grader)) throw new Error("an eval is an object");
  return provider.run({ grader, sample }, signal);
}

const asked = fc.constantFrom("eq", "ne", "like").map((operation) => ({
  type: "string_check",
  input: "{{sample.output_text}}",
  reference: "{{item.a}}",
  operation,
}));
const service = fc
  .constantFrom("azure_ai_evaluator", "azure_ai_source")
  .map((type) => ({ type, evaluator_name: "builtin.violence" }));

test("an eval with criteria that only a service can ask comes to what it does without them, and says so", async () => {
  const mixed = fc.array(fc.oneof(asked, service), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(mixed, async (criteria) => {
      const named = criteria.map((criterion, index) => ({ ...criterion, name: `c${index}` }));
      const others = named.filter(({ type }) => type !== "string_check").map(({ name }) => name);
      const rest = named.filter(({ type }) => type === "string_check");
      if (rest.length === 0) {
        await expect(run(named)).rejects.toThrow(ProviderError);
        return;
      }
      const [whole, without] = [await run(named), await run(rest)];
      expect(whole.reward).toBe(without.reward);
      expect(whole.sub_rewards).toEqual(without.sub_rewards);
      expect(whole.diagnostics.passed).toBe(without.diagnostics.passed);
      expect(Object.keys(whole.diagnostics.not_asked ?? {})).toEqual(others);
      const [verdict, plain] = [verdictOfResult(whole), verdictOfResult(without)];
      expect(verdict.passed).toBe(plain.passed);
      const more = verdict.reasons.slice(plain.reasons.length);
      expect(more).toHaveLength(others.length > 0 ? 1 : 0);
      for (const name of others) expect(more[0]).toContain(name);
    }),
    { numRuns: 60 },
  );
});
