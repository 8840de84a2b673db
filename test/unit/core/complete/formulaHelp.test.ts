import { describe, expect, it } from "vitest";
import { completeFormula, formulaSignature } from "../../../../src/core/complete/formulaHelp";
import { hoverFormula } from "../../../../src/core/complete/formulaHover";
import { accepted, atCaret, textOf } from "./caret";
import { readable } from "../../../support/renderedMarkdown";

const CHECK =
  '{"type": "string_check", "input": "{{sample.output_text}}", "reference": "a", "operation": "eq"}';
const JUDGE = '{"type": "score_model", "model": "m", "input": [], "range": [0, 5]}';
const multi = (formula: string) =>
  `{"type": "multi", "graders": {"exact": ${CHECK}, "judge": ${JUDGE}, "code": {"type": "python", "source": ""}, "max": ${CHECK}, "no key": ${CHECK}}, "calculate_output": "${formula}"}`;

function offered(formula: string) {
  const { document, offset } = atCaret(multi(formula));
  return completeFormula(document, offset);
}

const NAMES = ["exact", "judge", "code", "min", "max", "abs", "floor", "ceil", "exp", "sqrt", "log"];

describe("completion in a formula", () => {
  it.each(
    ["|", "0.5 * |", "min(|", "min(exact, |", "ex|", "0.5*ex|act", "-(|", "\\u002d|", "exact + "].map(
      (text) => (text.includes("|") ? text : `${text}|`),
    ),
  )("offers keys and functions in %s", (formula) => {
    expect(offered(formula).map(({ label }) => label)).toEqual(NAMES);
  });

  it.each(["exact |", "1|", "1e|", "(exact)|", "(exact) j|", "min(exact) |"])(
    "offers nothing in %s",
    (formula) => {
      expect(offered(formula)).toEqual([]);
    },
  );

  it("offers nothing outside, nor where there is no formula", () => {
    const single = atCaret(CHECK.replace('"a"', '"|"'));
    expect(completeFormula(single.document, single.offset)).toEqual([]);
    const outside = atCaret(multi("exact").replace('"graders"', '"|graders"'));
    expect(completeFormula(outside.document, outside.offset)).toEqual([]);
  });

  it("tells a key's type and bounds, and a function's parameters", () => {
    const found = offered("|");
    expect(found[1]).toMatchObject({ kind: "key", detail: "score_model" });
    expect(readable(found[1]!.documentation)).toBe(
      "`judge`: the reward of a `score_model` sub-grader. It is from 0 to 5.",
    );
    expect(readable(found[2]!.documentation)).toContain("Nothing bounds it.");
    expect(found[3]).toMatchObject({ kind: "function", detail: "min(x, y, …)" });
  });

  it.each([
    ["0.5 * ex|", "exact", "inserting", "0.5 * exact|"],
    ["ex|ac + 1", "exact", "inserting", "exact|ac + 1"],
    ["ex|ac + 1", "exact", "replacing", "exact| + 1"],
    ["m|", "min", "inserting", "min(|)"],
    ["m|(exact, 1)", "min", "inserting", "min|(exact, 1)"],
  ] as const)("%s takes %s, %s", (before, label, mode, after) => {
    const { document, offset } = atCaret(multi(before));
    const found = completeFormula(document, offset).find((completion) => completion.label === label);
    expect(accepted(document, found, mode)).toBe(multi(after));
  });
});

describe("signature help in a formula", () => {
  it.each([
    ["min(|", "min(x, y, …)", 0],
    ["min(exact, |)", "min(x, y, …)", 1],
    ["max(1, 2, 3, 4, |", "max(x, y, …)", 2],
    ["1 + min(exact, (judge + |", "min(x, y, …)", 1],
    ["min(exact, abs(judge), |)", "min(x, y, …)", 2],
    ["min(exact, abs(|judge))", "abs(x)", 0],
  ])("%s", (formula, label, active) => {
    const { document, offset } = atCaret(multi(formula));
    expect(formulaSignature(document, offset)).toMatchObject({ label, active });
  });

  it.each(["|min(1, 2)", "min(1, 2)|", "(exact|", "wrong(|"])("has none in %s", (formula) => {
    const { document, offset } = atCaret(multi(formula));
    expect(formulaSignature(document, offset)).toBeUndefined();
  });
});

function hover(formula: string) {
  const { document, offset } = atCaret(multi(formula));
  const found = hoverFormula(document, offset);
  return found && [textOf(document, found.range), readable(found.markdown)];
}

describe("hover in a formula", () => {
  it("explains a function and a key", () => {
    expect(hover("m|in(exact, 1)")).toEqual([
      "min",
      "`min(x, y, …)`: The smallest of two or more values.\n\nThe result is from 0 to 1.",
    ]);
    expect(hover("exa|ct")?.[1]).toBe(
      "`exact`: the reward of a `string_check` sub-grader. It is from 0 to 1.\n\nThe result is from 0 to 1.",
    );
  });

  it("tells what a key came to last, where that is known", () => {
    const { document, offset } = atCaret(multi("exa|ct"));
    const found = hoverFormula(document, offset, "In sample 2 of 7: 0.57.")!;
    expect(readable(found.markdown).split("\n\n")[1]).toBe("In sample 2 of 7: 0.57.");
  });

  it("says what the formula can reach, anywhere in it", () => {
    expect(hover("exact + 0.4 |* exact")).toEqual([
      "exact + 0.4 * exact",
      "The result is from 0 to 1.4. It can reach 1.4.",
    ]);
    expect(hover("exact |- judge")?.[1]).toBe("The result is from -5 to 1. It can reach -5.");
    expect(hover("exact |* 2 - 1")?.[1]).toBe("The result is from -1 to 1. It can reach -1.");
    expect(hover("exact |/ judge")?.[1]).toBe("Nothing bounds the result.");
    expect(hover("code|+ 1")?.[1]).toContain("Nothing bounds the result.");
    expect(hover("abs(code) |+ 1")?.[1]).toBe("The result is at least 1. It can grow without bound.");
    expect(hover("|2 ^ 0.5")?.[1]).toBe("The result is always 1.41421. It can reach 1.41421.");
  });

  it("explains a key in a formula that is not finished", () => {
    expect(hover("exa|ct + ")?.[1]).toBe(
      "`exact`: the reward of a `string_check` sub-grader. It is from 0 to 1.",
    );
    expect(hover("exact +| ")).toBeUndefined();
  });
});
