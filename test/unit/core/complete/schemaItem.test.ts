import { describe, expect, it } from "vitest";
import { completeTemplate } from "../../../../src/core/complete/templateHelp";
import { readRow } from "../../../../src/core/dataset/row";
import { readGraderDocument } from "../../../../src/core/grader/document";

const SCHEMA = {
  type: "object",
  properties: {
    answer: { type: "string", description: "What is right." },
    meta: { anyOf: [{ properties: { level: { type: "integer" } } }, { type: "null" }] },
  },
};

/** What is offered at | in a criterion of an eval. */
function offered(input: string, rows: Parameters<typeof completeTemplate>[2] = []) {
  const criterion = { type: "string_check", input, reference: "", operation: "eq" };
  const text = JSON.stringify({
    data_source_config: { type: "custom", item_schema: SCHEMA },
    testing_criteria: [criterion],
  });
  const offset = text.indexOf("|");
  const document = readGraderDocument("a.eval.json", text.replace("|", ""), {
    base: ["testing_criteria", 0],
  });
  return completeTemplate(document, offset, rows).map(({ label, detail }) => [label, detail]);
}

describe("fields of an eval without rows", () => {
  it("come from its schema", () => {
    expect(offered("{{item.|}}")).toEqual([
      ["answer", "string"],
      ["meta", ""],
    ]);
    expect(offered("{{item.meta.|}}")).toEqual([["level", "number"]]);
    expect(offered("{{item.answer.|}}")).toEqual([]);
  });

  it("come from the rows where there are some", () => {
    const row = readRow(new Map([["item", new Map([["other", "x"]])]]));
    expect(offered("{{item.|}}", [row]).map(([label]) => label)).toEqual(["other"]);
  });

  it("are those of sample as ever", () => {
    expect(offered("{{sample.|}}").map(([label]) => label)).toContain("output_text");
  });
});
