import { describe, expect, test } from "vitest";
import { problemsInside } from "../../../../src/core/embeddedText/problemsInside";
import { JsonDocument } from "../../../../src/core/json/document";
import type { Problem } from "../../../../src/core/validate/problem";

const TEXT = String.raw`{"type": "python", "source": "# \u00e9\r\ndef grade(sample):\n\treturn 1", "name": "x"}`;

/** A finding about a part of the text. */
function about(part: string): Problem {
  const start = TEXT.indexOf(part);
  return {
    code: "python-syntax",
    severity: "error",
    message: part,
    path: [],
    source: "rule",
    range: { start, end: start + part.length },
  };
}

const places = (parts: string[], text = TEXT) =>
  problemsInside(JsonDocument.read(text), ["source"], parts.map(about)).map(({ problem, start, end }) => [
    problem.message,
    ...[start, end].map(({ line, character }) => `${line}:${character}`),
  ]);

describe("findings in a text of its own", () => {
  test("stand at their lines", () => {
    expect(places(["grade", String.raw`\u00e9`, "return 1"])).toEqual([
      ["grade", "1:4", "1:9"],
      [String.raw`\u00e9`, "0:2", "0:3"],
      ["return 1", "2:1", "2:9"],
    ]);
  });

  test("stand at the beginning where they are about the whole", () => {
    expect(places(['"source"'])).toEqual([['"source"', "0:0", "0:0"]]);
  });

  test("are those of this text only", () => {
    expect(places(['"python"', '"x"'])).toEqual([]);
    expect(places(["grade"], '{"source": ["grade"]}')).toEqual([]);
  });
});
