import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verdictIn } from "../../../../src/core/judge/verdictIn";

describe("the verdict in a text", () => {
  const verdict = '{"steps": [{"description": "a } b", "conclusion": "\\"{"}], "result": 0.5}';

  it.each([
    ["alone", verdict],
    ["in a fence", `\`\`\`json\n${verdict}\n\`\`\``],
    ["in prose", `I think {carefully}. So: ${verdict} Done.`],
    ["after a draft", `{"result": 0.1}\nOn second thought:\n${verdict}`],
    ["before other JSON", `${verdict}\n{"note": 1}`],
    ["in an unclosed brace", `{ so ${verdict}`],
    ["behind a thought", `<think>\nMaybe {"result": 0.9}?\n</think>\n\n${verdict}`],
    ["behind a thought with many braces", `<think>${"{ x ".repeat(500)}</think>${verdict}`],
    ["behind a thought that the template opened", `So.\n</think>\n\`\`\`json\n${verdict}\n\`\`\``],
  ])("is found %s", (_, text) => {
    expect(verdictIn(text)).toBe(verdict);
  });

  it("may speak of thoughts itself", () => {
    const speaking = '{"steps": [{"conclusion": "it has </think>"}], "result": 1}';
    expect(verdictIn(speaking)).toBe(speaking);
  });

  it.each(["", "0.5", "{", '{"score": 1}', '{"result": ', '{"result": 1'])("is not found in %j", (text) => {
    expect(verdictIn(text)).toBe(text);
  });

  it("is the text itself or a part of it, whatever the text", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("{", "}", '"', "\\", '"result"', ": ", "1", ",", " ")),
        (pieces) => {
          const text = pieces.join("");
          expect(text).toContain(verdictIn(text));
        },
      ),
    );
  });

  it("is looked for a bounded number of times", () => {
    const text = "{".repeat(20_000);
    expect(verdictIn(text)).toBe(text);
  });
});
