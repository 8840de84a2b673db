import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { carriedOutput } from "../../../../src/core/provider/carry";
import type { Sample } from "../../../../src/core/sample/sample";
import { startApiServer, type ApiServer } from "../../../support/apiServer";
import { EXACT, json, never, providerAt, providerErrorOf, textSample, wholeSample } from "./support";

let server: ApiServer;
beforeAll(async () => {
  server = await startApiServer();
});
afterAll(() => server.close());

const check = (input: string) =>
  json(JSON.stringify({ type: "string_check", input, reference: "x", operation: "eq" }));
const python = (source: string) => json(JSON.stringify({ type: "python", source }));
const TOOLS = '{"output_text":"hi","output_tools":[{"function":{"name":"search"}}]}';

describe("what a string carries", () => {
  it.each<[string, Sample, string]>([
    ["a text", textSample("Paris"), "Paris"],
    ["an empty text", textSample(""), ""],
    ["a sample's text", wholeSample('{"output_text":"Paris","model":"m"}'), "Paris"],
    ["the first choice's text", wholeSample('{"choices":[{"message":{"content":"Paris"}}]}'), "Paris"],
  ])("%s", (_, sample, text) => {
    expect(carriedOutput(EXACT, sample)).toBe(text);
  });

  it("an output that is only JSON, as its text with its digits and key order", () => {
    const sample = wholeSample('{"output_json":{"b":1.0,"a":2}}');
    expect(carriedOutput(check("{{sample.output_json.b}}"), sample)).toBe('{"b":1.0,"a":2}');
  });
});

describe("a run that a string can't carry", () => {
  it.each([
    ["a template of the tools", check("{{sample.output_tools[0].function.name}}"), "output_tools"],
    ["a template of the choices", check('{{ sample["choices"][0].message.content }}'), "choices"],
    ["a template of the audio", check("{{sample.output_audio.transcript}}"), "output_audio"],
    ["a field of the samples' own", check("{{sample.trace}}"), "trace"],
    [
      "audio in a message",
      json(
        '{"type":"score_model","model":"m","input":[{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"{{sample.output_audio.data}}","format":"wav"}}]}]}',
      ),
      "output_audio",
    ],
    [
      "Python's sample[…]",
      python('def grade(sample, item):\n  return len(sample["output_tools"])'),
      "output_tools",
    ],
    [
      "Python's sample.get(…)",
      python("def grade(sample, item):\n  return len(sample.get('choices'))"),
      "choices",
    ],
    ["Python with other names", python('def grade(s: dict, row):\n  return s["choices"][0]'), "choices"],
    [
      "Python under an alias",
      python('def grade(sample, item):\n  s = sample\n  return s["output_tools"]'),
      "output_tools",
    ],
  ])("%s is refused, and nothing is sent", async (_, grader, field) => {
    const before = server.requests.length;
    const run = providerAt(server.url).run({ grader, sample: wholeSample(TOOLS) }, never);
    const error = await providerErrorOf(run);
    expect(error.reason).toBe("cannot-carry");
    expect(error.message).toContain(`reads sample.${field}`);
    expect(error.details.mend).toContain("engine");
    expect(server.requests).toHaveLength(before);
  });

  it("names the sub-grader that reads it", () => {
    const grader = json(
      JSON.stringify({
        type: "multi",
        calculate_output: "a+b",
        graders: {
          a: { type: "string_check", input: "{{sample.output_text}}", reference: "x", operation: "eq" },
          b: { type: "python", source: 'def grade(sample, item): return sample["output_tools"]' },
        },
      }),
    );
    expect(() => carriedOutput(grader, wholeSample(TOOLS))).toThrow(
      'The sub-grader "b" reads sample.output_tools',
    );
  });

  it("is one whose JSON is not what the text says, if the grader reads it", () => {
    const sample = wholeSample('{"output_text":"{\\"a\\":1}","output_json":{"a":2}}');
    expect(() => carriedOutput(check("{{sample.output_json.a}}"), sample)).toThrow("sample.output_json");
    expect(carriedOutput(check("{{sample.output_text}}"), sample)).toBe('{"a":1}');
  });
});

it("a JSON without a text has its own, and is carried", () => {
  const sample = wholeSample('{"output_json":{"a":2}}');
  expect(carriedOutput(check("{{sample.output_text}}"), sample)).toBe('{"a":2}');
});

describe("what is no reason to refuse", () => {
  it.each([
    ["the item's own field of that name", 'def grade(sample, item):\n  return item["choices"][0]'],
    ["a comment", 'def grade(sample, item):\n  # not sample["choices"]\n  return 1.0'],
    [
      "text and JSON",
      'def grade(sample, item):\n  return sample["output_json"]["choices"] or sample["output_text"]',
    ],
    ["templates in Python, which are none", 'def grade(sample, item):\n  return "{{sample.output_tools}}"'],
  ])("%s", (_, source) => {
    expect(carriedOutput(python(source), textSample("x"))).toBe("x");
  });

  it("fields that the grader does not read: the result says that they stayed here", async () => {
    const sample = wholeSample('{"output_text":"Paris","output_tools":[{"id":1}],"model":"m","choices":[]}');
    const { diagnostics } = await providerAt(server.url).run({ grader: EXACT, sample }, never);
    expect(diagnostics.notes).toEqual([
      expect.stringContaining("output_tools, model of the sample stayed here"),
    ]);
    expect(server.requests.at(-1)!.body).toContain('"model_sample":"Paris"');
  });
});
