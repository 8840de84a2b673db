import { describe, expect, it } from "vitest";
import { extractGrader } from "../../../../src/core/create/extractGrader";
import { readGraderDocument } from "../../../../src/core/grader/document";
import type { JsonPath } from "../../../../src/core/json/value";

function extract(name: string, text: string, base: JsonPath) {
  const extracted = extractGrader(readGraderDocument(name, text, { base }));
  return extracted.kind === "file" ? [extracted.stem + extracted.ending, extracted.text] : extracted.reason;
}

const JOB = `{
  "method": {
    "reinforcement": {
      "grader": {
        // two of them
        "type": "multi",
        "graders": {
          "a": { "type": "python", "source": "def grade(sample, item):\\n    return 1.0" }
        },
        "calculate_output": "1.0 * a"
      }
    }
  }
}
`;

describe("extracting a grader", () => {
  it("keeps its text and comments, moved to the edge, and a job's name for its samples", () => {
    expect(extract("train.job.json", JOB, ["method", "reinforcement", "grader"])).toEqual([
      "train.grader.json",
      `{
  // two of them
  "type": "multi",
  "graders": {
    "a": { "type": "python", "source": "def grade(sample, item):\\n    return 1.0" }
  },
  "calculate_output": "1.0 * a"
}
`,
    ]);
  });

  it("takes a sub-grader by its key", () => {
    expect(extract("train.job.json", JOB, ["method", "reinforcement", "grader", "graders", "a"])).toEqual([
      "a.grader.json",
      '{ "type": "python", "source": "def grade(sample, item):\\n    return 1.0" }\n',
    ]);
  });

  it("leaves out what the Evals API added to a criterion, and keeps line ends and tabs", () => {
    const text =
      '{\r\n\t"testing_criteria": [\r\n\t\t{\r\n\t\t\t"id": "x",\r\n\t\t\t"type": "python",\r\n\r\n\t\t\t"name": "Exact answer!",\r\n\t\t\t"source": ""\r\n\t\t}\r\n\t]\r\n}';
    expect(extract("a.eval.json", text, ["testing_criteria", 0])).toEqual([
      "exact-answer.grader.json",
      '{\r\n\t"type": "python",\r\n\r\n\t"name": "Exact answer!",\r\n\t"source": ""\r\n}\r\n',
    ]);
  });

  it("gives a nameless criterion its type as a name", () => {
    const text = '{"testing_criteria": [{"type": "python", "source": "", "id": "x"}]}';
    expect(extract("a.eval.json", text, ["testing_criteria", 0])).toEqual([
      "python.grader.json",
      '{"type": "python", "source": ""}\n',
    ]);
  });

  it("is a .jsonc where commas trail, which .json does not take", () => {
    const text = '{"testing_criteria": [{"type": "python", "source": "",}]}';
    expect(extract("a.eval.jsonc", text, ["testing_criteria", 0])[0]).toBe("python.grader.jsonc");
  });

  it.each([
    ['{"testing_criteria": [{"type": "python" "source": ""}]}', /mended first/],
    ['{"testing_criteria": [{"type": "pyhton"}]}', /no known type/],
    ['{"testing_criteria": []}', /no grader/],
  ])("is refused where there is none: %s", (text, reason) => {
    expect(extract("a.eval.json", text, ["testing_criteria", 0])).toMatch(reason);
  });
});
