import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPointer, writePointer } from "../../../../src/core/json/pointer";

describe("JSON pointers", () => {
  it.each([
    ["", []],
    ["/testing_criteria/0", ["testing_criteria", 0]],
    ["/graders/a~1b~0c", ["graders", "a/b~c"]],
    ["/", [""]],
    ["/007", ["007"]],
  ])("%j is %j", (pointer, path) => {
    expect(readPointer(pointer)).toEqual(path);
    expect(writePointer(path)).toBe(pointer);
  });

  it("come back from any path", () => {
    const step = fc.oneof(
      fc.string().filter((text) => !/^\d+$/.test(text)),
      fc.nat(999_999),
    );
    fc.assert(
      fc.property(fc.array(step), (path) => {
        expect(readPointer(writePointer(path))).toEqual(path);
      }),
    );
  });

  it("are undefined for other texts", () => {
    expect(readPointer("graders")).toBeUndefined();
  });
});
