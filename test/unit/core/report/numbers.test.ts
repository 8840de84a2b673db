import { expect, test } from "vitest";
import { formatReward, formatSeconds, formatTokens } from "../../../../src/core/report/numbers";

test.each([
  [0, "0.00"],
  [1, "1.00"],
  [0.5, "0.50"],
  [0.12345, "0.1235"],
  [0.125, "0.125"],
  [-0.25, "-0.25"],
  [0.00001, "1.0e-5"],
  [1234.5, "1234.50"],
  [Infinity, "Infinity"],
])("reward %s", (reward, text) => {
  expect(formatReward(reward)).toBe(text);
});

test.each([
  [0, "< 1 ms"],
  [0.003, "3 ms"],
  [0.9994, "999 ms"],
  [0.9996, "1.0 s"],
  [12.34, "12.3 s"],
])("%s seconds", (seconds, text) => {
  expect(formatSeconds(seconds)).toBe(text);
});

test.each([
  [null, undefined],
  [324, "324"],
  [{ total_tokens: 3 }, "3"],
  [{ total_tokens: 3, prompt_tokens: 1, completion_tokens: 2 }, "3 (1 prompt, 2 completion)"],
  [{ odd: 1 }, '{"odd":1}'],
])("tokens %j", (usage, text) => {
  expect(formatTokens(usage)).toBe(text);
});
