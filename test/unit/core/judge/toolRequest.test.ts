import { describe, expect, it } from "vitest";
import type { GraderMessage, SamplingParams } from "../../../../src/core/grader/types";
import type { JudgeRequest } from "../../../../src/core/judge/judgeClient";
import { labelRequest, scoreRequest } from "../../../../src/core/judge/request";
import { toolRequest, UncarriedError } from "../../../../src/core/judge/toolRequest";

function score(input: readonly GraderMessage[], sampling_params: SamplingParams = {}): JudgeRequest {
  return scoreRequest(
    { type: "score_model", name: "s", model: "gpt-4.1", input: [...input], sampling_params },
    (text) => text,
  );
}

const TEXT = { role: "user", content: "Grade: four" } as const;
const PIXEL = "iVBORw0KGgo=";

describe("a request by a tool", () => {
  it("asks for the verdict in the response format's schema, by the tool and in words", () => {
    const { messages, tool, adjustments } = toolRequest(score([TEXT]));
    expect(tool.schema).toMatchObject({ type: "object", required: ["steps", "result"] });
    expect(messages).toHaveLength(2);
    expect(messages[0]).toEqual({ role: "user", parts: [{ kind: "text", text: "Grade: four" }] });
    const words = JSON.stringify(messages[1]);
    expect(words).toContain(tool.name);
    expect(words).toContain("within the range 0 to 1");
    expect(adjustments).toHaveLength(1);
  });

  it("names the labels", () => {
    const labels = { labels: ["good", "bad"], passing_labels: ["good"] };
    const request = labelRequest(
      { type: "label_model", name: "l", model: "gpt-4.1", input: [TEXT], ...labels },
      (text) => text,
    );
    expect(toolRequest(request).tool.schema).toMatchObject({
      properties: { result: { enum: ["good", "bad"] } },
    });
  });

  it.each(["system", "developer"] as const)("says that a %s message became the user's", (role) => {
    const { messages, adjustments } = toolRequest(score([{ role, content: "Be strict." }, TEXT]));
    expect(messages.map((message) => message.role)).toEqual(["user", "user", "user"]);
    expect(adjustments.join(" ")).toMatch(/no system messages/);
  });

  it("keeps the assistant's messages, in order", () => {
    const { messages } = toolRequest(score([TEXT, { role: "assistant", content: "Four." }]));
    expect(messages.map(({ role }) => role)).toEqual(["user", "assistant", "user"]);
  });

  it("says that sampling parameters may not be heeded", () => {
    expect(toolRequest(score([TEXT], { temperature: 0 })).adjustments.join(" ")).toMatch(/heeds/);
  });

  it("carries texts and images that are in the request", () => {
    const content = [
      "Look:",
      { type: "input_text", text: "this" },
      { type: "input_image", image_url: `data:image/png;base64,${PIXEL}` },
    ] as const;
    const [message] = toolRequest(score([{ role: "user", content: [...content] }])).messages;
    expect(message?.parts).toEqual([
      { kind: "text", text: "Look:" },
      { kind: "text", text: "this" },
      { kind: "image", mimeType: "image/png", base64: PIXEL },
    ]);
  });

  it.each([
    ["an image elsewhere", { type: "input_image", image_url: "https://example.com/a.png" }],
    ["audio", { type: "input_audio", input_audio: { data: "AAAA", format: "wav" } }],
  ] as const)("does not carry %s", (_, part) => {
    const request = score([{ role: "user", content: [part] }]);
    expect(() => toolRequest(request)).toThrow(UncarriedError);
  });
});
