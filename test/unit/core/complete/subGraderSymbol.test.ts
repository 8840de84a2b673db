import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renameSubGrader, subGraderAt } from "../../../../src/core/complete/subGraderSymbol";
import { readGraderDocument } from "../../../../src/core/grader/document";
import { checkGrader } from "../../../../src/core/validate/validateGrader";
import { atCaret, textOf } from "./caret";

const CHECK =
  '{"type": "string_check", "input": "{{sample.output_text}}", "reference": "a", "operation": "eq"}';
const multi = (formula: string, first = "exact", second = "style") =>
  `{"type": "multi", "graders": {"${first}": ${CHECK}, "${second}": ${CHECK}}, "calculate_output": "${formula}"}`;

function symbolIn(marked: string) {
  const { document, offset } = atCaret(marked);
  const symbol = subGraderAt(document, offset);
  return { document, symbol };
}

describe("the symbol at a place", () => {
  it.each([
    multi("0.5 * ex|act + exact", "exact"),
    multi("0.5 * exact + exact|", "exact"),
    multi("0.5 * exact + exact").replace('"exact"', '"|exact"'),
    multi("0.5 * exact + exact").replace('"exact"', '"exact|"'),
  ])("is the key in %s", (marked) => {
    const { document, symbol } = symbolIn(marked);
    expect(symbol?.key).toBe("exact");
    expect(symbol && textOf(document, symbol.range)).toBe("exact");
    expect(symbol?.declaration.start).toBe(document.json.text.indexOf("exact"));
    expect(symbol?.uses.map((range) => textOf(document, range))).toEqual(["exact", "exact"]);
  });

  it.each([
    multi("m|in(exact, style)"),
    multi("exact |+ style"),
    multi("oth|er"),
    multi("1e|5 * exact", "e5"),
    multi("exact").replace('"graders"', '"grad|ers"'),
    multi("exact").replace('"string_check"', '"string_|check"'),
    CHECK.replace('"a"', '"a|"'),
  ])("is none in %s", (marked) => {
    expect(symbolIn(marked).symbol).toBeUndefined();
  });

  it("finds uses in a formula that is not finished, through escapes", () => {
    const { document, symbol } = symbolIn(multi("\\u0065xact * (exact|"));
    expect(symbol?.uses.map((range) => textOf(document, range))).toEqual(["\\u0065xact", "exact"]);
  });
});

function renamed(marked: string, newKey: string): string {
  const { document, symbol } = symbolIn(marked);
  if (!symbol) return "nothing to rename";
  const rename = renameSubGrader(document, symbol, newKey);
  if (rename.kind === "refused") return rename.reason;
  const edits = [...rename.edits].sort((a, b) => b.range.start - a.range.start);
  return edits.reduce(
    (text, { range, newText }) => text.slice(0, range.start) + newText + text.slice(range.end),
    document.json.text,
  );
}

describe("rename", () => {
  it("changes the key and every use, and no other name", () => {
    expect(renamed(multi("exact_1 + min(ex|act, exact*2) + style", "exact"), "same")).toBe(
      multi("exact_1 + min(same, same*2) + style", "same"),
    );
  });

  it("mends a key that no formula can have", () => {
    expect(renamed(multi("style", "not| good"), "good")).toBe(multi("style", "good"));
  });

  it.each([
    ["not good", /can't be written in a formula/],
    ["1st", /can't be written/],
    ["", /can't be written/],
    ["max", /name of a formula function/],
    ["style", /already/],
  ])("refuses %j", (newKey, reason) => {
    expect(renamed(multi("ex|act"), newKey)).toMatch(reason);
  });

  it("keeps a right grader right, whatever the new key", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,8}$/), (newKey) => {
        fc.pre(newKey !== "style");
        const after = renamed(multi("0.25*(ex|act + min(exact, 1e1)) + style*0.5"), newKey);
        fc.pre(after.startsWith("{"));
        expect(checkGrader(readGraderDocument("a.grader.json", after))).toEqual([]);
      }),
    );
  });
});
