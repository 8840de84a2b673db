import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addSubGrader, keysOf, newKeyFault } from "../../../../src/core/create/addSubGrader";
import { extendFormula } from "../../../../src/core/create/extendFormula";
import { keyFrom } from "../../../../src/core/edit/keys";
import { evaluateFormula } from "../../../../src/core/formula/evaluate";
import { keyFault } from "../../../../src/core/formula/keys";
import { parseFormula } from "../../../../src/core/formula/parse";
import { graderAt } from "../../../../src/core/grader/document";
import { fromPlain, toPlain, type JsonObject } from "../../../../src/core/json/value";
import { checkGrader } from "../../../../src/core/validate/validateGrader";
import { changed, commentsOf, layouts, offlineGrader, read, snippets, written } from "./graderTexts";

const NEW = fromPlain({
  type: "string_check",
  input: "{{sample.output_text}}",
  reference: "a",
  operation: "eq",
}) as JsonObject;

function add(text: string, key = "added", grader = NEW): string {
  return changed(text, addSubGrader(read(text), key, grader));
}

const codes = (text: string) => checkGrader(read(text)).map(({ code, message }) => `${code}: ${message}`);

describe("a formula with one more sub-grader", () => {
  test.each([
    ["a", 1, "0.5 * a + 0.5 * new"],
    ["0.7 * a + 0.3 * b", 2, "0.49 * a + 0.21 * b + 0.3 * new"],
    ["0.5*a+0.5*b", 2, "0.35*a+0.35*b + 0.3 * new"],
    ["a * .25 + 0.75 * (b)", 2, "0.7 * (a * .25 + 0.75 * (b)) + 0.3 * new"],
    ["(a + b) / 2", 2, "(a + b + new) / 3"],
    ["( a+b+c ) / 3.0", 3, "( a+b+c + new ) / 4"],
    ["(a + b) / 3", 2, "0.7 * ((a + b) / 3) + 0.3 * new"],
    ["min(a, b)", 2, "0.7 * min(a, b) + 0.3 * new"],
    ["a ^ 2", 1, "0.5 * (a ^ 2) + 0.5 * new"],
    ["-a", 1, "0.5 * (-a) + 0.5 * new"],
    ["a * b * c * d", 11, "0.9 * (a * b * c * d) + 0.1 * new"],
    ["  a  ", 1, "0.5 * a + 0.5 * new"],
  ])("%s", (formula, others, extended) => {
    expect(extendFormula(formula, "new", others)).toBe(extended);
  });

  test.each(["a +", "a % b", ""])("'%s' can't be read and is left", (formula) => {
    expect(extendFormula(formula, "new", 2)).toBeUndefined();
  });

  test("stays within the bounds of the old one, and counts the new one", () => {
    const variables = ["a", "b", "c"];
    const formulas = fc.oneof(
      fc.constantFrom(
        ...[
          "0.7 * a + 0.3 * b",
          "(a + b + c) / 3",
          "a ^ (b + 1)",
          "max(a, b) * c",
          "a",
          "1 - a",
          "0.2*a+0.2*b+0.6*c",
        ],
      ),
      fc
        .shuffledSubarray(variables, { minLength: 1 })
        .map((some) => `(${some.join(" + ")}) / ${some.length}`),
    );
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(formulas, fc.array(unit, { minLength: 4, maxLength: 4 }), (formula, values) => {
        const extended = parseFormula(extendFormula(formula, "added", 3)!);
        const at = (added: number) => {
          const scores = new Map(
            [...variables, "added"].map((name, index) => [name, name === "added" ? added : values[index]!]),
          );
          return evaluateFormula(extended, scores);
        };
        const results = [0, values[3]!, 1]
          .map(at)
          .map((result) => (result.kind === "value" ? result.value : NaN));
        expect(Math.min(...results)).toBeGreaterThanOrEqual(-1e-9);
        expect(Math.max(...results)).toBeLessThanOrEqual(1 + 1e-9);
        expect(results[2]).toBeGreaterThan(results[0]!);
      }),
    );
  });
});

describe("a sub-grader that is added", () => {
  test("stands last, complete and counted, and changes nothing else", () => {
    fc.assert(
      fc.property(fc.array(offlineGrader, { minLength: 1, maxLength: 3 }), layouts, (graders, layout) => {
        const bare = graders.map((each) =>
          Object.fromEntries(
            Object.entries(each).filter(([key]) => key !== "$schema" && key !== "pass_threshold"),
          ),
        );
        const keys = bare.map((_, index) => `part${index}`);
        const multi = {
          type: "multi",
          graders: Object.fromEntries(bare.map((each, index) => [keys[index]!, each])),
          calculate_output: `(${keys.join(" + ")}) / ${keys.length}`,
        };
        const text = written(multi, layout);
        const more = add(text);
        const root = toPlain(read(more).root!) as typeof multi;
        expect(read(more).json.faults).toEqual([]);
        expect(Object.keys(root.graders)).toEqual([...keys, "added"]);
        expect(root.graders).toEqual({ ...multi.graders, added: toPlain(NEW) });
        expect(commentsOf(more)).toEqual(commentsOf(text));
        expect(root.calculate_output).toContain("added");
        expect(codes(more)).toEqual(codes(text));
      }),
      { numRuns: 200 },
    );
  });

  test("of every type fits", () => {
    const text = '{\n  "type": "multi",\n  "graders": {},\n  "calculate_output": ""\n}';
    for (const { type, grader } of snippets.filter((snippet) => snippet.type !== "multi")) {
      expect(codes(add(text, "one", fromPlain(grader) as JsonObject)), type).toEqual([]);
    }
  });

  test("is laid out as its neighbours are, behind their comments", () => {
    const text = `{
    "type": "multi",
    "graders": {
        "a": {"type": "python", "source": "x"}, // first
        "b": {"type": "python", "source": "y"} // last
        // nothing more
    },
    "calculate_output": "(a + b) / 2"
}`;
    expect(add(text, "c", fromPlain({ type: "python", source: "z" }) as JsonObject)).toBe(`{
    "type": "multi",
    "graders": {
        "a": {"type": "python", "source": "x"}, // first
        "b": {"type": "python", "source": "y"}, // last
        "c": {
            "type": "python",
            "source": "z"
        }
        // nothing more
    },
    "calculate_output": "(a + b + c) / 3"
}`);
  });

  test("takes a trailing comma over, and fits on one line", () => {
    expect(
      add('{"type": "multi", "graders": {\n\t"a": {}, /* , */\n}, "calculate_output": "a"}', "b", new Map()),
    ).toBe(
      '{"type": "multi", "graders": {\n\t"a": {}, /* , */\n\t"b": {},\n}, "calculate_output": "0.5 * a + 0.5 * b"}',
    );
    expect(add('{"type": "multi", "graders": {"a": {}}, "calculate_output": "a"}', "b", new Map())).toBe(
      '{"type": "multi", "graders": {"a": {}, "b": {}}, "calculate_output": "0.5 * a + 0.5 * b"}',
    );
  });

  test("makes what a multi lacks", () => {
    expect(JSON.parse(add('{\n  "type": "multi"\n}'))).toEqual({
      type: "multi",
      graders: { added: toPlain(NEW) },
      calculate_output: "added",
    });
    expect(add('{"type": "multi", "graders": {"a": {}}}', "b", new Map())).toBe(
      '{"type": "multi", "graders": {"a": {}, "b": {}}, "calculate_output": "(a + b) / 2"}',
    );
  });

  test("leaves a formula that can't be read to its author", () => {
    const more = add('{"type": "multi", "graders": {"a": {}}, "calculate_output": "a +"}', "b", new Map());
    expect(more).toBe('{"type": "multi", "graders": {"a": {}, "b": {}}, "calculate_output": "a +"}');
  });

  test("may belong to a multi within a bigger text", () => {
    const text = '{"grader": {"type": "multi", "graders": {"a": {}}, "calculate_output": "a"}, "model": "m"}';
    const part = graderAt("x", read(text).json, ["grader"]);
    expect(changed(text, addSubGrader(part, "b", new Map()))).toBe(
      '{"grader": {"type": "multi", "graders": {"a": {}, "b": {}}, "calculate_output": "0.5 * a + 0.5 * b"}, "model": "m"}',
    );
  });

  test.each([
    ["a key that is taken", "a", "already"],
    ["a function's name", "min", "formula function"],
    ["a key no formula can write", "my-key", "Use letters"],
  ])("is refused with %s", (_, key, words) => {
    const document = read('{"type": "multi", "graders": {"a": {}}, "calculate_output": "a"}');
    expect(newKeyFault(document, key)).toContain(words);
    expect(addSubGrader(document, key, NEW)).toMatchObject({
      kind: "refused",
      reason: newKeyFault(document, key),
    });
  });

  test.each([
    ['{"type": "python", "source": "x"}', "Only a multi"],
    ['{"type": "multi", "graders": []}', "graders is no object"],
    ['{"type": "multi" "graders"}', "has to be mended"],
  ])("is refused in %s", (text, words) => {
    expect(addSubGrader(read(text), "b", NEW)).toMatchObject({
      kind: "refused",
      reason: expect.stringContaining(words) as string,
    });
  });
});

test("a key made of any text is valid and new", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme" }),
      fc.array(fc.constantFrom("part", "part_2", "a", "min"), { maxLength: 4 }),
      (text, taken) => {
        const key = keyFrom(text, taken);
        expect(keyFault(key)).toBeUndefined();
        expect(taken).not.toContain(key);
      },
    ),
  );
  expect(keyFrom("Exact answer!", [])).toBe("exact_answer");
  expect(keyFrom("min", [], "string_check")).toBe("string_check");
  expect(keyFrom("a", ["a", "a_2"])).toBe("a_3");
  expect(keysOf(undefined)).toEqual([]);
});
