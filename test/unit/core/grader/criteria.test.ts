import { describe, expect, it } from "vitest";
import { criteriaOf, isEval } from "../../../../src/core/grader/criteria";
import { readJson } from "../../../../src/core/json/read";
import { isObject } from "../../../../src/core/json/value";

function objectOf(text: string) {
  const value = readJson(text);
  return isObject(value) ? value : undefined;
}

describe("an eval", () => {
  it.each([
    ['{"testing_criteria": []}', true],
    ['{"object": "eval", "type": "custom", "testing_criteria": 1}', true],
    ['{"type": "multi", "testing_criteria": []}', false],
    ['{"type": "python"}', false],
    ["[]", false],
  ])("%s: %s", (text, expected) => {
    expect(isEval(objectOf(text))).toBe(expected);
  });

  it("names its criteria uniquely", () => {
    const names = ['"a"', '"a"', '"a (2)"', "7", '""', '"criterion 5"'].map((name) => `{"name": ${name}}`);
    const criteria = criteriaOf(objectOf(`{"testing_criteria": [${names.join(", ")}, 3]}`));
    expect(criteria.map(({ key }) => key)).toEqual([
      "a",
      "a (2)",
      "a (2) (2)",
      "criterion 4",
      "criterion 5",
      "criterion 5 (2)",
      "criterion 7",
    ]);
    expect(criteria.map(({ path }) => path[1])).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it("has none where they are no array", () => {
    expect(criteriaOf(objectOf('{"testing_criteria": {"a": {}}}'))).toEqual([]);
  });
});
