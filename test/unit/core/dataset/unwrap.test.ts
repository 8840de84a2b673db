import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NO_USE } from "../../../../src/core/dataset/columnUse";
import { foundRow, ownRow, rowValues } from "../../../../src/core/dataset/dataRows";
import { guessMapping } from "../../../../src/core/dataset/guessMapping";
import { readRow } from "../../../../src/core/dataset/row";
import { fromPlain, toPlain, type Json } from "../../../../src/core/json/value";
import { sampleNamespace } from "../../../../src/core/sample/namespace";
import type { Sample } from "../../../../src/core/sample/sample";

/** The samples of a document as a command line gets them. */
function samplesOf(document: unknown): Sample[] {
  const values = rowValues(fromPlain(document), true);
  const found = values.flatMap((value) => foundRow(value, {}) ?? []);
  const { mapping } = guessMapping(found, {}, NO_USE);
  return values.map((value) => {
    const own = ownRow(value, { mapping });
    if (own.kind === "fault") throw new Error(own.message);
    return readRow(own.row);
  });
}

const textOf = (sample: Sample) => toPlain(sampleNamespace(sample).get("output_text") ?? null);
const itemOf = (sample: Sample | undefined) => toPlain(sample?.item ?? (null as Json));

const OUTPUT_ITEM = {
  object: "eval.run.output_item",
  status: "fail",
  datasource_item: { city: "Oslo" },
  results: [{ name: "same city-1", passed: false, score: 0, sample: null }],
  sample: { input: [], output: [{ role: "assistant", content: "Rome" }], error: null },
};
const hosted = { passed: false, results: [{ name: "same city-1", score: 0, passed: false }] };

describe("rows that others write", () => {
  it.each<[string, unknown]>([
    ["a page of output items", { object: "list", data: [OUTPUT_ITEM, OUTPUT_ITEM], has_more: false }],
    [
      "several pages",
      [
        { object: "list", data: [OUTPUT_ITEM] },
        { object: "list", data: [OUTPUT_ITEM] },
      ],
    ],
    [
      "output items of a dump",
      { run: { id: "r" }, output_items: { object: "list", data: [OUTPUT_ITEM, OUTPUT_ITEM] } },
    ],
    ["an array of them", [OUTPUT_ITEM, OUTPUT_ITEM]],
  ])("are found with what the service said: %s", (_, document) => {
    const samples = samplesOf(document);
    expect(samples).toHaveLength(2);
    for (const sample of samples) {
      expect(textOf(sample)).toBe("Rome");
      expect(itemOf(sample)).toEqual({ city: "Oslo" });
      expect(sample.hosted).toEqual(hosted);
    }
  });

  it.each<[string, unknown, string, object]>([
    [
      "Foundry's output item, the output among the data",
      {
        datasource_item: { query: "q", "sample.output_text": "Oslo", "sample.output_items": [] },
        results: [],
        sample: { model: "m", error: null },
      },
      "Oslo",
      { query: "q" },
    ],
    [
      "a run's data source",
      {
        data_source: {
          type: "jsonl",
          source: { type: "file_content", content: [{ item: { a: 1 }, sample: { output_text: "x" } }] },
        },
      },
      "x",
      { a: 1 },
    ],
    [
      "a row of the hosted fine-tuning export",
      {
        run_id: "r",
        item: { a: 1 },
        sample: { outputs: [{ role: "assistant", content: "x" }] },
        grades: { g: 0.5 },
        passes: { g: true },
      },
      "x",
      { a: 1 },
    ],
    [
      "a line of a batch",
      {
        id: "b",
        custom_id: "c1",
        response: { status_code: 200, body: { choices: [{ message: { role: "assistant", content: "x" } }] } },
        error: null,
      },
      "x",
      { custom_id: "c1" },
    ],
    [
      "a row of Azure's evaluation client",
      { rows: [{ "inputs.query": "q", "inputs.response": "x", "outputs.f1.f1_score": 0.5 }], metrics: {} },
      "x",
      { query: "q", response: "x" },
    ],
    [
      "a page of a hub",
      { rows: [{ row_idx: 0, row: { prompt: "q", completion: "x" }, truncated_cells: [] }] },
      "x",
      { prompt: "q", completion: "x" },
    ],
    [
      "a chat that ends with the model's turn",
      {
        messages: [
          { role: "user", content: "q" },
          { role: "assistant", content: "x" },
        ],
        reference_answer: "y",
      },
      "x",
      {
        messages: [
          { role: "user", content: "q" },
          { role: "assistant", content: "x" },
        ],
        reference_answer: "y",
      },
    ],
    [
      "Gemini's contents",
      {
        contents: [
          { role: "user", parts: [{ text: "q" }] },
          { role: "model", parts: [{ text: "x" }] },
        ],
        references: { answer: "y" },
      },
      "x",
      {
        contents: [
          { role: "user", parts: [{ text: "q" }] },
          { role: "model", parts: [{ text: "x" }] },
        ],
        references: { answer: "y" },
      },
    ],
    [
      "an answer beside a reference",
      { question: "q", answer: "x", ground_truth: "y" },
      "x",
      { question: "q", answer: "x", ground_truth: "y" },
    ],
    ["an output without an item", { question: "q", model_sample: "x" }, "x", { question: "q" }],
  ])("are found: %s", (_, document, text, item) => {
    const [sample, ...others] = samplesOf(document);
    expect(others).toEqual([]);
    expect(sample && textOf(sample)).toBe(text);
    expect(itemOf(sample)).toEqual(item);
  });

  it("carry what a trainer recorded, equal prompts of a step as a group", () => {
    const trl = { step: 1, prompt: "q", completion: "x", accuracy: 1, format: 0.5, advantage: 0.1 };
    const [one, two, other] = samplesOf([trl, { ...trl, completion: "y" }, { ...trl, step: 2 }]);
    expect(one && textOf(one)).toBe("x");
    expect(one?.recorded).toEqual({ parts: { accuracy: 1, format: 0.5 } });
    expect(one?.group).toBe(two?.group);
    expect(one?.group).not.toBe(other?.group);
    const [verl] = samplesOf([{ input: "q", output: "x", gts: "x", score: 1, step: 1 }]);
    expect(verl?.recorded).toEqual({ reward: 1 });
    const response = {
      object: "response",
      output: [{ type: "message", role: "assistant", content: [{ type: "output_text", text: "x" }] }],
    };
    const [nemo] = samplesOf([
      { responses_create_params: { input: "q" }, response, reward: 0.5, _ng_task_index: 3 },
    ]);
    expect(nemo && textOf(nemo)).toBe("x");
    expect([nemo?.recorded, nemo?.group]).toEqual([{ reward: 0.5 }, "3"]);
  });

  it("have no output where two columns could be it, or none is", () => {
    for (const row of [
      { response: "a", completion: "b" },
      { question: "q", answer: "x" },
      { messages: [{ role: "user", content: "q" }] },
    ])
      expect(samplesOf([row])[0]?.output.kind).toBe("none");
  });

  it("are as many as the document has, whatever they are", () => {
    const anyRow = fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 4 });
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 1, maxLength: 5 }), (rows) => {
        const known = rows.map((row) => ({ item: row, model_sample: "x" }));
        expect(samplesOf({ object: "list", data: known }).map(itemOf)).toEqual(
          rows.map((row) => toPlain(fromPlain(row))),
        );
      }),
    );
  });
});
