import { describe, expect, it } from "vitest";
import { JsonDocument } from "../../../../src/core/json/document";
import { appendEntry, escaped } from "../../../../src/core/json/edits";
import { edited } from "../validate/marked";

describe("edits", () => {
  it.each([
    ["[]", "[7]"],
    ["[ ]", "[7 ]"],
    ["[1]", "[1, 7]"],
    ["[1,2]", "[1,2, 7]"],
    ["[1,]", "[1, 7,]"],
    ["[\n\t1,\n\t2 // two\n]", "[\n\t1,\n\t2,\n\t7 // two\n]"],
    ["{}", "{}"],
  ])("add an entry to %j", (text, expected) => {
    const json = JsonDocument.read(text, { comments: true });
    expect(edited(text, appendEntry(json, [], "7"))).toBe(expected);
  });

  it("escape what goes between quotes", () => {
    expect(escaped('a "b"\n\\ é')).toBe(String.raw`a \"b\"\n\\ é`);
  });
});
