import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonPath } from "../../../../src/core/json/value";
import { parseTemplate, referencesOf } from "../../../../src/core/template/parse";
import { pathText } from "../../../../src/core/template/render";

/** The variables of a template as authors write them. */
const variables = (text: string) =>
  referencesOf(parseTemplate(text)).map(({ namespace, path }) => pathText(namespace, path));

describe("templates", () => {
  it.each<[string, string, JsonPath]>([
    ["{{item.answer}}", "item", ["answer"]],
    ["{{ item.answer }}", "item", ["answer"]],
    ["{{\n\titem.answer\r\n}}", "item", ["answer"]],
    ["{{sample.output_tools[0].function.name}}", "sample", ["output_tools", 0, "function", "name"]],
    ["{{item.a[0][12]}}", "item", ["a", 0, 12]],
    ["{{item.0.x}}", "item", ["0", "x"]],
    ['{{item["a key"].b}}', "item", ["a key", "b"]],
    ["{{item['it\\'s']}}", "item", ["it's"]],
    ['{{item["say \\"hi\\""]}}', "item", ['say "hi"']],
    ["{{item.größe.東京}}", "item", ["größe", "東京"]],
    ["{{item.ground-truth}}", "item", ["ground-truth"]],
    ["{{input.x}}", "input", ["x"]],
  ])("read %j", (text, namespace, path) => {
    expect(referencesOf(parseTemplate(text))).toEqual([
      expect.objectContaining({ namespace, path, start: 0, end: text.length }),
    ]);
    expect(parseTemplate(text).faults).toEqual([]);
  });

  it.each([
    ["{{}}", "Nothing stands between these braces"],
    ["{{  }}", "Nothing stands between these braces"],
    ["{{item}}", "names no field"],
    ["{{answer}}", "Variables begin with item. or sample."],
    ["{{item.}}", '"." can\'t stand there'],
    ["{{item..a}}", '"." can\'t stand there'],
    ["{{item.a b}}", '" " can\'t stand there'],
    ["{{item.a[-1]}}", "an index can't be negative"],
    ["{{item.a[*]}}", "[*] is not known to graders"],
    ["{{item.a | upper}}", "filters are not known to graders"],
    ["{{item.a|upper}}", "filters are not known to graders"],
    ["{{item[a]}}", '"[" can\'t stand there'],
    ["{{ .a }}", '"." can\'t stand there'],
    ["{{#if item.a}}", '" " can\'t stand there'],
  ])("leave %j as text and say why", (text, why) => {
    const { parts, faults } = parseTemplate(`<${text}>`);
    expect(parts.map((part) => part.kind)).toEqual(["text"]);
    expect(faults).toEqual([
      expect.objectContaining({ code: "template-syntax", start: 1, end: 1 + text.length }),
    ]);
    expect(faults[0]?.message).toContain(why);
  });

  it("leave a variable that is never closed as text", () => {
    const text = "a {{item.x b {{item.y";
    expect(parseTemplate(text).faults).toEqual([
      expect.objectContaining({ code: "template-unclosed", start: 2, end: 4 }),
    ]);
    expect(variables(text)).toEqual([]);
  });

  it.each([
    ['{"a": {"b": {{item.x}}}}', ["item.x"]],
    ["{{{item.x}}}", ["item.x"]],
    ["{{ {{item.x}} }}", ["item.x"]],
    ["{{item.a}}{{item.b}} {{ bad one }} {{item.c}}", ["item.a", "item.b", "item.c"]],
    ["}} {{item.a}}", ["item.a"]],
    ["{% if x %}{item.a}", []],
    ["{{item.a", []],
  ])("find the variables of %j", (text, expected) => {
    expect(variables(text)).toEqual(expected);
  });

  it("are covered by their parts without gaps, whatever stands in them", () => {
    const pieces = fc.constantFrom(
      "{",
      "}",
      "{{",
      "}}",
      "item.a",
      "sample",
      " ",
      "[0]",
      '["',
      '"]',
      "😀",
      ".",
      "\n",
    );
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join("")),
        (text) => {
          const { parts, faults } = parseTemplate(text);
          expect(parts.map(({ start, end }) => text.slice(start, end)).join("")).toBe(text);
          for (const part of parts) {
            if (part.kind === "text") expect(part.text).toBe(text.slice(part.start, part.end));
            else expect(text.slice(part.start, part.end)).toMatch(/^\{\{[^]*\}\}$/);
          }
          for (const { start, end } of faults) expect(text.slice(start, end)).toMatch(/^\{\{/);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("keep the place of the variable between the braces", () => {
    const text = "a {{ item.x }}";
    const [reference] = referencesOf(parseTemplate(text));
    expect(text.slice(reference?.inner.start, reference?.inner.end)).toBe("item.x");
  });

  it("read every path that is written for people", () => {
    const step = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.nat({ max: 99 }),
      fc.constantFrom("a b", 'q"', "it's", "\\"),
    );
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 4 }), (path) => {
        const text = pathText("item", path);
        fc.pre(!text.includes("}}") && !/[\n\r\t\u0000-\u001f]/.test(text) && !text.includes("\\u"));
        expect(referencesOf(parseTemplate(`{{${text}}}`))[0]?.path, text).toEqual(path);
      }),
    );
  });

  it("of half a million braces are read", () => {
    const half = 250_000;
    expect(parseTemplate("{{".repeat(half)).faults).toHaveLength(1);
    expect(parseTemplate("{{}}".repeat(half / 10)).faults).toHaveLength(half / 10);
    expect(parseTemplate("{".repeat(half) + "}".repeat(half)).parts).toHaveLength(1);
    expect(referencesOf(parseTemplate(`{{item${".a".repeat(half)}}}`))[0]?.path).toHaveLength(half);
  });
});
