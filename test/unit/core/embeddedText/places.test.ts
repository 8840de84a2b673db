import { describe, expect, test } from "vitest";
import { embeddedFileName } from "../../../../src/core/embeddedText/names";
import { embeddedTexts } from "../../../../src/core/embeddedText/places";
import { readGraderDocument } from "../../../../src/core/grader/document";
import { writePointer } from "../../../../src/core/json/pointer";

const MULTI = {
  type: "multi",
  graders: {
    exact: { type: "string_check", input: "a", reference: "b", operation: "eq" },
    "a/b": { type: "python", source: "def grade" },
    none: { type: "python" },
    tone: {
      type: "score_model",
      input: [
        { role: "system", content: "Be strict." },
        {
          role: "user",
          content: [
            { type: "input_text", text: "One" },
            { type: "input_image", image_url: "x" },
            { type: "input_text", text: "Two" },
          ],
        },
        { role: "user", content: { type: "input_text", text: "Three" } },
        "no message",
      ],
    },
  },
};

const found = (value: unknown, base: (string | number)[] = []) =>
  embeddedTexts(readGraderDocument("x.grader.json", JSON.stringify(value), { base })).map(
    ({ kind, path, grader, text, role }) => [kind, writePointer(path), writePointer(grader), text, role],
  );

describe("the texts in a grader", () => {
  test("are the sources and the messages' texts, of sub-graders too", () => {
    const [, ...list] = ["", ...found(MULTI)];
    expect(list).toEqual([
      ["python", "/graders/a~1b/source", "/graders/a~1b", "def grade", undefined],
      ["python", "/graders/none/source", "/graders/none", undefined, undefined],
      ["prompt", "/graders/tone/input/0/content", "/graders/tone", "Be strict.", "system"],
      ["prompt", "/graders/tone/input/1/content/0/text", "/graders/tone", "One", "user"],
      ["prompt", "/graders/tone/input/1/content/2/text", "/graders/tone", "Two", "user"],
      ["prompt", "/graders/tone/input/2/content/text", "/graders/tone", "Three", "user"],
    ]);
  });

  test("have paths from the document's root, also where the grader is a part of it", () => {
    const eval_ = { testing_criteria: [MULTI.graders.exact, MULTI.graders["a/b"]] };
    const python = ["python", "/testing_criteria/1/source", "/testing_criteria/1", "def grade", undefined];
    expect(found(eval_, ["testing_criteria", 1])).toEqual([python]);
    expect(found(eval_)).toEqual([python]);
  });

  test("are not looked for in what is no grader", () => {
    for (const value of [[], {}, { type: "python", source: ["a"] }, { type: "score_model", input: "x" }])
      expect(found(value).filter(([, , , text]) => text !== undefined)).toEqual([]);
  });
});

describe("the name of a text's file", () => {
  test.each([
    ["/a/math.grader.json", "python", ["source"], "math.py"],
    ["/a/math.grader.jsonc", "python", ["graders", "exact", "source"], "math.exact.py"],
    ["Untitled-1", "python", ["source"], "Untitled-1.py"],
    ["/a/x.job.json", "python", ["method", "reinforcement", "grader", "source"], "x.py"],
    ["/a/x.eval.json", "python", ["testing_criteria", 1, "source"], "x.2.py"],
    ["/a/tone.grader.json", "prompt", ["input", 0, "content"], "tone.1.grader-prompt"],
    [
      "/a/t.grader.json",
      "prompt",
      ["graders", "x", "input", 1, "content", 2, "text"],
      "t.x.2.3.grader-prompt",
    ],
    ["/a/m.grader.json", "python", ["graders", "a/b: *?\n", "source"], "m.a_b_ ___.py"],
    ["/a/m.grader.json", "python", ["graders", "source", "source"], "m.source.py"],
    ["/a/m.grader.json", "python", ["graders", "grader", "source"], "m.grader.py"],
    ["/a/m.grader.json", "python", ["graders", "..", "source"], "m.py"],
  ] as const)("%s %s %j is %s", (document, kind, path, name) => {
    expect(embeddedFileName(document, kind, path)).toBe(name);
  });

  test("is not too long for a file system", () => {
    const name = embeddedFileName("/a/m.grader.json", "python", ["graders", "x".repeat(300), "source"]);
    expect(name).toMatch(/^m\.x{78}\.py$/);
  });
});
