import { readFileSync, readdirSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { EXAMPLE_SAMPLES } from "../../../../src/core/create/exampleSamples";
import { makeGrader } from "../../../../src/core/create/newGrader";
import { inferFields } from "../../../../src/core/create/sampleFields";
import { readSamples } from "../../../../src/core/dataset/rows";
import { createEngine } from "../../../support/createEngine";
import { readGraderDocument } from "../../../../src/core/grader/document";
import { GRADER_TYPES, type GraderType } from "../../../../src/core/grader/types";
import { toPlain } from "../../../../src/core/json/value";
import { writePrettyJson } from "../../../../src/core/json/write";
import type { PythonRunner } from "../../../../src/core/ports";
import { isErrored, raisedFlags } from "../../../../src/core/result/flags";
import { validateGrader } from "../../../../src/core/validate/validateGrader";
import { testPorts } from "../../../support/engine";
import { never, sandbox } from "../../node/python/support";

let python: PythonRunner;
beforeAll(async () => {
  python = await sandbox();
});

const row = (item: unknown, model_sample?: unknown) => JSON.stringify({ item, model_sample });

/** Samples files of many kinds, by name, with the reward that a string_check made of them gives each row. */
const FILES: Readonly<Record<string, { readonly text: string; readonly exact: readonly number[] }>> = {
  "two example samples": { text: EXAMPLE_SAMPLES, exact: [1, 0] },
  "a reference answer": {
    text: [row({ id: "1", reference_answer: "42" }, "42"), row({ id: "2", reference_answer: "7" }, "8")].join(
      "\n",
    ),
    exact: [1, 0],
  },
  "numbers, contained in longer outputs": {
    text: [
      row({ prompt: "6 · 7?", target: 42 }, "It is 42."),
      row({ prompt: "1 + 1?", target: 2 }, "Three."),
    ].join("\n"),
    exact: [1, 0],
  },
  "no telling name": {
    text: [
      row({ city: "Lyon", land: "France" }, "In france"),
      row({ city: "Bonn", land: "Chile" }, "Peru"),
    ].join("\n"),
    exact: [1, 0],
  },
  "JSON outputs": {
    text: [
      row({ file: "a", expected: { total: 12.5, who: "Ada" } }, { total: 12.5, who: "Ada" }),
      row({ file: "b", expected: { total: 12, who: "Bo" } }, { total: 13, who: "Bo" }),
    ].join("\n"),
    exact: [1, 0],
  },
  "JSON outputs under another name": {
    text: [
      row({ gold_intent: "billing" }, { intent: "billing", confidence: 0.5 }),
      row({ gold_intent: "x" }, { intent: "y", confidence: 1 }),
    ].join("\n"),
    exact: [1, 0],
  },
  "odd names": {
    text: [row({ 'the "answer"': "a b" }, "a b"), row({ 'the "answer"': "$&" }, "b")].join("\n"),
    exact: [1, 0],
  },
  "no data at all": { text: [row({}, "yes"), row({}, "no")].join("\n"), exact: [1, 0] },
  "braces, quotes and line ends in the only text": { text: row({}, 'say {{item.x}}\n"""'), exact: [0] },
  "a hosted eval's lines": {
    text: JSON.stringify({
      item: { query: "2 + 2", answer: "4" },
      sample: { output_text: "4", choices: [] },
    }),
    exact: [1],
  },
};

function made(type: GraderType, text: string, fileName = "x.samples.jsonl") {
  const { samples, problems } = readSamples(text, fileName);
  expect(problems).toEqual([]);
  const grader = makeGrader(type, inferFields(samples.map(({ sample }) => sample)));
  const engine = createEngine({ ...testPorts, python });
  return {
    grader: readGraderDocument("made.grader.json", writePrettyJson(grader)),
    results: () => Promise.all(samples.map(({ sample }) => engine.run({ grader, sample }, never))),
  };
}

/** What only a judge or a service of the user's can give. */
const NEEDS: Partial<Readonly<Record<GraderType, string>>> = {
  score_model: "model_grader_server_error",
  label_model: "model_grader_server_error",
  endpoint: "endpoint_grader_server_error",
};

describe.each(Object.entries(FILES))("graders made for %s", (_, { text, exact }) => {
  test.each(GRADER_TYPES)("%s: nothing to find, and it runs", async (type) => {
    const { grader, results } = made(type, text);
    const findings = await validateGrader(grader, { python }, never);
    const remarks = type === "label_model" ? ["label-model-top-level"] : [];
    expect(findings.map(({ code }) => code)).toEqual(remarks);
    for (const result of await results()) {
      const needed = NEEDS[type];
      expect(raisedFlags(result.metadata.errors)).toEqual(needed === undefined ? [] : [needed]);
      if (needed === undefined) expect(result.reward).toBeGreaterThanOrEqual(0);
    }
  });

  test("the rewards of string_check are those of a reader", async () => {
    const rewards = (await made("string_check", text).results()).map(({ reward }) => reward);
    expect(rewards).toEqual(exact);
  });

  test("text_similarity, python and multi order the rows alike", async () => {
    for (const type of ["text_similarity", "python", "multi"] as const) {
      const rewards = (await made(type, text).results()).map(({ reward }) => reward);
      const best = Math.max(...rewards);
      for (const [index, reward] of rewards.entries()) if (exact[index] === 1) expect(reward).toBe(best);
    }
  });
});

describe("graders made for the examples' samples", () => {
  const files = readdirSync("examples").filter((file) => /\.samples\.jsonl?$/.test(file));

  test.each(files)("%s", async (file) => {
    const text = readFileSync(`examples/${file}`, "utf8");
    const { results } = made("python", text, file);
    const rewards = (await results()).filter((result) => !isErrored(result)).map(({ reward }) => reward);
    expect(rewards.length).toBeGreaterThan(0);
  });
});

test("several fields of JSON outputs make a multi that gives each the same share", () => {
  const { grader } = made("multi", FILES["JSON outputs"]!.text);
  expect(toPlain(grader.root!)).toEqual({
    type: "multi",
    name: "every field",
    graders: {
      total: {
        type: "string_check",
        input: "{{sample.output_json.total}}",
        reference: "{{item.expected.total}}",
        operation: "eq",
      },
      who: {
        type: "string_check",
        input: "{{sample.output_json.who}}",
        reference: "{{item.expected.who}}",
        operation: "eq",
      },
    },
    calculate_output: "(total + who) / 2",
  });
});

test("a judge is told what the samples have, and nothing that they lack", () => {
  const content = (text: string) => {
    const { input } = toPlain(made("score_model", text).grader.root!) as { input: { content: string }[] };
    return input[1]!.content;
  };
  expect(content(EXAMPLE_SAMPLES)).toBe(
    "Question: {{item.question}}\nRight answer: {{item.answer}}\nAnswer: {{sample.output_text}}",
  );
  expect(content(FILES["a reference answer"]!.text)).toBe(
    "Right answer: {{item.reference_answer}}\nAnswer: {{sample.output_text}}",
  );
  expect(content(FILES["JSON outputs"]!.text)).toBe(
    "Right answer: total {{item.expected.total}}, who {{item.expected.who}}\nAnswer: {{sample.output_text}}",
  );
});

test("training rows, which have no output, are read too", () => {
  const rows = '{"messages": [{"role": "user", "content": "?"}], "reference_answer": "42"}';
  const { comparisons, question } = inferFields(
    readSamples(rows, "x.jsonl").samples.map(({ sample }) => sample),
  );
  expect(comparisons[0].reference).toEqual({ namespace: "item", path: ["reference_answer"] });
  expect(question).toEqual({ namespace: "item", path: ["messages"] });
});
