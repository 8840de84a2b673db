import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { completeTemplate } from "../../../../src/core/complete/templateHelp";
import { readRow } from "../../../../src/core/dataset/row";
import { fromPlain, isObject } from "../../../../src/core/json/value";
import { parseTemplate, referencesOf } from "../../../../src/core/template/parse";
import { accepted, atCaret, textOf } from "./caret";
import { readable } from "../../../support/renderedMarkdown";

function rows(...values: readonly object[]) {
  return values.map((value) => {
    const row = fromPlain(value);
    if (!isObject(row)) throw new Error("a row is an object");
    return readRow(row);
  });
}

const SAMPLES = rows(
  {
    item: { answer: "42", "two words": 1, tags: ["a", "b"], meta: { level: 3, 'say "hi"': true } },
    model_sample: '{"name": "Ann", "age": 7}',
  },
  { item: { answer: 42, tags: [], extra: null }, model_sample: "no JSON" },
  { item: { answer: "x" } },
);

const check = (input: string, reference = "") =>
  `{"type": "string_check", "input": "${input}", "reference": "${reference}", "operation": "eq"}`;

function offered(marked: string, samples = SAMPLES) {
  const { document, offset } = atCaret(marked);
  return completeTemplate(document, offset, samples);
}

const labels = (marked: string) => offered(marked).map(({ label }) => label);

/** The text after the suggestion of that label, and | for the cursor. */
function take(marked: string, label: string, mode?: "inserting" | "replacing") {
  const { document, offset } = atCaret(marked);
  const found = completeTemplate(document, offset, SAMPLES).find((completion) => completion.label === label);
  return accepted(document, found, mode);
}

describe("where templates are completed", () => {
  it.each([
    check("{{|"),
    check("", "a {{ |"),
    check("{{sample.output_text}} and {{it|em.a}}"),
    '{"type": "score_model", "model": "m", "input": [{"role": "user", "content": "\\u00e9 \\"{{|"}]}',
    '{"type": "score_model", "model": "m", "input": [{"role": "user", "content": [{"type": "input_text", "text": "{{|}}"}]}]}',
    `{"type": "multi", "graders": {"a": ${check("{{|}}")}}, "calculate_output": "a"}`,
    '{"type": "string_check", "input": "{{|',
  ])("offers the namespaces in %s", (marked) => {
    expect(labels(marked)).toEqual(["item", "sample"]);
  });

  it.each([
    check("{|"),
    check("item.|"),
    check("{{item.answer}}|"),
    check("{{item.answer}} item.|"),
    check("{{item.answer | lower|".replace(" | ", " \\u007c ")),
    check("{{item answer.|}}"),
    check("{{nothing.such.|[-1"),
    check("{{").replace('"{{"', '|"{{"'),
    check("{{").replace('"{{"', '"{{"|'),
    check("{{item.\\u00|e9}}"),
    '{"type": "string_check", "name": "{{item.|"}',
    '{"type": "python", "source": "{{item.|"}',
    '{"type": "multi", "graders": {}, "calculate_output": "{{item.|"}',
    '{"type": "unknown", "input": "{{item.|"}',
  ])("offers nothing in %s", (marked) => {
    expect(labels(marked)).toEqual([]);
  });
});

describe("what is offered", () => {
  it("has the fields of all rows, with kinds, a value and how many have them", () => {
    const found = offered(check("{{item.|"));
    expect(found.map(({ label, detail }) => [label, detail])).toEqual([
      ["answer", 'string | number · "42"'],
      ["two words", "number · 1"],
      ["tags", 'array · ["a","b"]'],
      ["meta", 'object · {"level":3,"say \\"hi\\"":true}'],
      ["extra", "null · null"],
    ]);
    expect(readable(found[0]!.documentation)).toContain('```json\n"42"\n```');
    expect(readable(found[0]!.documentation)).not.toContain("samples have it");
    expect(readable(found[2]!.documentation)).toContain("Only 2 of 3 samples have it.");
  });

  it("follows paths, indices and quoted keys", () => {
    expect(labels(check("{{item.meta.|"))).toEqual(["level", 'say "hi"']);
    expect(labels(check("{{item.tags[|"))).toEqual(["0", "1"]);
    expect(labels(check("{{item.tags.|"))).toEqual(["0", "1"]);
    expect(labels(check('{{item[\\"meta\\"].|'))).toEqual(["level", 'say "hi"']);
    expect(labels(check("{{item.answer.|"))).toEqual([]);
  });

  it("has the keys of real outputs", () => {
    expect(labels(check("{{ sample.output_json.|"))).toEqual(["name", "age"]);
  });

  it("has the documented fields of sample without any row, and nothing invented for item", () => {
    expect(offered(check("{{sample.|"), []).map(({ label }) => label)).toContain("output_tools");
    expect(offered(check("{{item.|"), [])).toEqual([]);
  });
});

describe("what accepting does", () => {
  it.each([
    ["closes", check("{{item.an|"), "answer", check("{{item.answer}}|")],
    ["closes as it was opened", check("{{ item.|"), "answer", check("{{ item.answer }}|")],
    ["takes the braces that are there", check("{{ item.|  }}!"), "answer", check("{{ item.answer  }}|!")],
    [
      "does not take another's braces",
      check("{{item.| {{item.x}}"),
      "answer",
      check("{{item.answer}}| {{item.x}}"),
    ],
    ["leaves a path behind", check("{{item.|[0].b}}"), "tags", check("{{item.tags|[0].b}}")],
    ["leaves the namespace open", check("{{|"), "item", check("{{item.|}}")],
    ["leaves an object open", check("{{item.|}}"), "meta", check("{{item.meta|}}")],
    ["writes an index for a dot", check("{{item.tags.|"), "1", check("{{item.tags[1]}}|")],
    ["escapes", check("{{item.|"), "two words", check('{{item[\\"two words\\"]}}|')],
    [
      "escapes twice",
      check("{{item.meta.|"),
      'say "hi"',
      check('{{item.meta[\\"say \\\\\\"hi\\\\\\"\\"]}}|'),
    ],
    ["ends a begun bracket", check('{{item[\\"tw|'), "two words", check('{{item[\\"two words\\"]}}|')],
    ["keeps what follows, inserting", check("{{item.an|xx}}"), "answer", check("{{item.answer|xx}}")],
  ])("%s", (_, marked, label, after) => {
    expect(take(marked, label)).toBe(after);
  });

  it("replaces the rest of the word, where that is chosen", () => {
    expect(take(check("{{item.an|xx}}"), "answer", "replacing")).toBe(check("{{item.answer|}}"));
    expect(take(check("{{item.an|?"), "answer", "replacing")).toBe(check("{{item.answer}}|?"));
    expect(take(check('{{item[\\"|old\\"]}}'), "two words", "replacing")).toBe(
      check('{{item[\\"two words\\"]|}}'),
    );
  });

  it("is matched by what was typed", () => {
    const { document, offset } = atCaret(check('{{item[\\"tw|'));
    const [, found] = completeTemplate(document, offset, SAMPLES);
    expect(found?.filter).toBe('[\\"two words');
    expect(found && textOf(document, found.inserting)).toBe('[\\"tw');
  });

  it("writes JSON in which the variable is found again, whatever the key", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", minLength: 0 }),
        fc.constantFrom("{{item.|", "{{ item.| }}", "{{item[|", '\\n\\"{{item.|\\u00e9'),
        (key, template) => {
          const { document, offset } = atCaret(check(template));
          const [found] = completeTemplate(document, offset, rows({ item: { [key]: "v" } }));
          fc.pre(found !== undefined);
          const text = accepted(document, found).replace("|", "");
          const { input } = JSON.parse(text) as { input: string };
          expect(referencesOf(parseTemplate(input)).map(({ path }) => path)).toEqual([[key]]);
        },
      ),
    );
  });
});
