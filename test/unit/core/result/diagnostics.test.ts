import { expect, it } from "vitest";
import type { Graded } from "../../../../src/core/engine/graded";
import { diagnosticsOf } from "../../../../src/core/engine/graded";
import { criteriaOf } from "../../../../src/core/grader/criteria";
import { evalResult } from "../../../../src/core/result/evalResult";
import { gradeRow } from "../../../support/engine";
import { documentOf } from "../report/support";

const CHECK = { type: "string_check", name: "same", input: "{{item.a}}", reference: "a", operation: "eq" };

/** A field that a later version may have. */
const LATER = { later: { a: 1 } };

it("a criterion keeps all that is known of its run, whatever fields that has", async () => {
  const result = await gradeRow(CHECK, { item: { a: "a" }, model_sample: "x" });
  const { root } = documentOf({ testing_criteria: [CHECK] });
  const [criterion] = criteriaOf(root);
  const whole = evalResult(root!, [
    { criterion: criterion!, result: { ...result, diagnostics: { ...result.diagnostics, ...LATER } } },
  ]);
  expect(whole.diagnostics.sub_graders.same).toMatchObject(LATER);
  expect(whole.diagnostics.sub_graders.same).not.toHaveProperty("provider");
});

it("so does a grader's result, and a sub-grader's", () => {
  const graded: Graded = { reward: 1, basis: "exact", rendered: [], failures: [], notes: [], ...LATER };
  expect(diagnosticsOf(graded)).toEqual({ basis: "exact", rendered: [], failures: [], notes: [], ...LATER });
});
