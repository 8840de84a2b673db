import { describe, expect, it } from "vitest";
import { DETAIL_OF, ERROR_FLAGS, ERROR_KEYS, noErrors } from "../../../../src/core/result/errorFlags";
import { flagWords, isErrored, raisedFlags } from "../../../../src/core/result/flags";

describe("error flags", () => {
  it("are 15 flags and 9 details, 24 keys in the service's order", () => {
    expect(ERROR_KEYS).toHaveLength(24);
    expect(ERROR_FLAGS).toHaveLength(15);
    expect(Object.keys(noErrors())).toEqual([...ERROR_KEYS]);
    const details = Object.values(DETAIL_OF);
    expect(new Set(details).size).toBe(9);
    expect([...ERROR_FLAGS, ...details].sort()).toEqual([...ERROR_KEYS].sort());
    expect(ERROR_FLAGS.every((flag) => !noErrors()[flag])).toBe(true);
    expect(details.every((key) => noErrors()[key] === null)).toBe(true);
  });

  it("are not shared between results", () => {
    const errors = noErrors();
    errors.other_error = true;
    expect(noErrors().other_error).toBe(false);
  });

  it("each have a meaning and a mend", () => {
    for (const flag of ERROR_FLAGS) {
      const { title, meaning, mend } = flagWords(flag);
      for (const words of [title, meaning, mend]) expect(words).not.toBe("");
      expect(title).not.toBe(flag);
    }
  });

  it("are read from 14 keys, and where nobody knows them", () => {
    const errors = { ...noErrors(), quantum_error: true, quantum_error_details: "spin", other_error: true };
    expect(raisedFlags(errors)).toEqual(["other_error", "quantum_error"]);
    expect(flagWords("quantum_error").title).toBe("quantum_error");
    expect(flagWords("constructor").title).toBe("constructor");
  });

  it("make a result errored, whatever its reward", () => {
    const metadata = (errors: ReturnType<typeof noErrors>) =>
      ({
        metadata: {
          name: "",
          type: "multi",
          errors,
          execution_time: 0,
          scores: {},
          token_usage: null,
          sampled_model_name: null,
        },
      }) as const;
    expect(isErrored(metadata(noErrors()))).toBe(false);
    expect(isErrored(metadata({ ...noErrors(), other_error: true }))).toBe(true);
  });
});
