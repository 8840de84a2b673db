import { describe, expect, test } from "vitest";
import { followText } from "../../../../src/core/embeddedText/follow";
import { readLink, writeLink, type Link } from "../../../../src/core/embeddedText/link";

const LINK: Link = {
  kind: "python",
  document: "file:///a/math.grader.json",
  path: ["graders", "a/b", "source"],
  grader: [],
  file: "math.a_b.py",
  agreed: { json: "1", file: "2" },
};

describe("the record of a link", () => {
  test("is read back as it was written", () => {
    expect(readLink(writeLink(LINK))).toEqual(LINK);
    expect(readLink(writeLink({ ...LINK, agreed: undefined }))).toEqual({ ...LINK, agreed: undefined });
  });

  test.each([
    ["no JSON", "{"],
    ["no object", "[]"],
    ["null", "null"],
    ["another kind", writeLink(LINK).replace('"python"', '"ruby"')],
    ["no pointer", writeLink(LINK).replace('"/graders', '"graders')],
    ["a file elsewhere", writeLink({ ...LINK, file: "../math.py" })],
    ["a file elsewhere on Windows", writeLink({ ...LINK, file: "..\\math.py" })],
  ])("is none: %s", (_what, text) => {
    expect(readLink(text)).toBeUndefined();
  });
});

describe("a text that moves", () => {
  const at = (key: string, text: string) => ({ path: ["graders", key, "source"], text });
  const exact = ["graders", "exact", "source"];
  const pointers = (...keys: string[]) => new Set(keys.map((key) => `/graders/${key}/source`));

  test.each([
    ["stays", [at("exact", "T"), at("close", "T")], pointers("exact"), "exact"],
    ["is found under its new key", [at("close", "U"), at("near", "T")], pointers("exact"), "near"],
    ["is found where another took its place", [at("exact", "U"), at("near", "T")], pointers("exact"), "near"],
    [
      "is not taken for a copy that was there",
      [at("exact", "U"), at("copy", "T")],
      pointers("exact", "copy"),
      undefined,
    ],
    ["is lost where two places have it", [at("b", "T"), at("c", "T")], pointers("exact"), undefined],
    ["is lost where none has it", [at("b", "U")], pointers("exact"), undefined],
  ] as const)("%s", (_what, now, before, key) => {
    expect(followText(exact, "T", before, now)).toEqual(key && ["graders", key, "source"]);
  });
});
