import { describe, expect, it } from "vitest";
import { readChoices, type SeverityChoices } from "../../../../src/core/validate/severities";
import { checkGrader, liveProblems } from "../../../../src/core/validate/validateGrader";
import { grader } from "./marked";

const SAME =
  '{"type": "string_check", "input": "{{sample.output_text}}", "reference": "{{sample.output_text}}", "operation": "eq"}';
const BROKEN = SAME.replace("eq", "neq").replace("item", "itme");

const found = (text: string, severities: SeverityChoices) =>
  checkGrader(grader(text), { severities }).map(({ code, severity }) => `${code} ${severity}`);

describe("severities of the user's choice", () => {
  it.each(["error", "warning", "information", "hint"] as const)("make a finding a %s", (severity) => {
    expect(found(SAME, new Map([["same-sides", severity]]))).toEqual([`same-sides ${severity}`]);
  });

  it("leave a finding out", () => {
    const severities: SeverityChoices = new Map([["same-sides", "off"]]);
    expect(found(SAME, severities)).toEqual([]);
    expect(liveProblems(grader(SAME), { severities })).toEqual([]);
  });

  it("do not touch what keeps a grader from running", () => {
    expect(found(BROKEN, new Map([["schema-enum", "off"]]))).toContain("schema-enum error");
    expect(found("{", new Map([["json-syntax", "hint"]]))).toEqual(["json-syntax error"]);
  });

  it.each<[unknown, [string, string][]]>([
    [
      { "same-sides": "off", "formula-range": "hint" },
      [
        ["same-sides", "off"],
        ["formula-range", "hint"],
      ],
    ],
    [{ "same-sides": "loud", "no-such-code": "off", toString: "off", "like-swapped": 1 }, []],
    [["same-sides"], []],
    ["off", []],
    [null, []],
    [undefined, []],
  ])("are read from %j", (value, expected) => {
    expect(new Map(readChoices(value))).toEqual(new Map(expected));
  });
});
