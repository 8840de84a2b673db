import type {
  GraderMessage,
  LabelModelGrader,
  MessageContent,
  SamplingParams,
  ScoreModelGrader,
} from "../grader/types";
import type { PlainJson } from "../json/value";
import type { JudgeRequest } from "./judgeClient";

/** Renders one templated string of a message; `steps` leads to it from the message. */
export type RenderText = (template: string, steps: readonly (string | number)[]) => string;

/** The chat completion that a score_model grader asks for (facts.md "Judges"). */
export function scoreRequest(grader: ScoreModelGrader, render: RenderText): JudgeRequest {
  const [low, high] = grader.range ?? [0, 1];
  const result = {
    type: "number",
    description: `The float score of the grading. Must be within the range ${low} to ${high}, inclusive.`,
  };
  return {
    model: grader.model,
    messages: chatMessages(grader.input, render),
    response_format: stepsFormat("float_score_classification", result),
    sampling: chatSampling(grader.sampling_params ?? {}),
  };
}

/** The chat completion that a label_model grader asks for. */
export function labelRequest(grader: LabelModelGrader, render: RenderText): JudgeRequest {
  const result = { type: "string", description: "The label of the grading.", enum: [...grader.labels] };
  return {
    model: grader.model,
    messages: chatMessages(grader.input, render),
    response_format: stepsFormat("label_classification", result),
    sampling: {},
  };
}

function stepsFormat(name: string, result: Record<string, PlainJson>): PlainJson {
  const step = {
    type: "object",
    properties: { description: { type: "string" }, conclusion: { type: "string" } },
    required: ["description", "conclusion"],
    additionalProperties: false,
  };
  return {
    type: "json_schema",
    json_schema: {
      name,
      strict: true,
      schema: {
        type: "object",
        properties: {
          steps: { type: "array", description: "The reasoning that leads to the result.", items: step },
          result,
        },
        required: ["steps", "result"],
        additionalProperties: false,
      },
    },
  };
}

function chatMessages(messages: readonly GraderMessage[], render: RenderText): PlainJson[] {
  return messages.map(({ role, content }, index) => ({
    role,
    content: chatContent(content, (text, steps) => render(text, ["input", index, "content", ...steps])),
  }));
}

function chatContent(content: MessageContent, render: RenderText): PlainJson {
  if (typeof content === "string") return render(content, []);
  if (!Array.isArray(content))
    return [chatPart(content as Exclude<MessageContent, string | readonly unknown[]>, [], render)];
  return content.map((part: string | ContentPart, index) =>
    typeof part === "string"
      ? { type: "text", text: render(part, [index]) }
      : chatPart(part, [index], render),
  );
}

type ContentPart = Exclude<MessageContent, string | readonly unknown[]>;

function chatPart(part: ContentPart, steps: readonly (string | number)[], render: RenderText): PlainJson {
  switch (part.type) {
    case "input_text":
    case "output_text":
      return { type: "text", text: render(part.text, [...steps, "text"]) };
    case "input_image": {
      const url = render(part.image_url, [...steps, "image_url"]);
      return {
        type: "image_url",
        image_url: { url, ...(part.detail !== undefined && { detail: part.detail }) },
      };
    }
    case "input_audio": {
      const data = render(part.input_audio.data, [...steps, "input_audio", "data"]);
      return { type: "input_audio", input_audio: { data, format: part.input_audio.format } };
    }
  }
}

/** Grader's names → Chat Completions' names; what is not given is not sent (facts.md "Judges"). */
function chatSampling(params: SamplingParams): Record<string, PlainJson> {
  const entries: [string, PlainJson | undefined][] = [
    ["seed", params.seed],
    ["temperature", params.temperature],
    ["top_p", params.top_p],
    ["max_completion_tokens", params.max_completions_tokens],
    ["reasoning_effort", params.reasoning_effort],
  ];
  return Object.fromEntries(
    entries.filter((entry): entry is [string, PlainJson] => (entry[1] ?? null) !== null),
  );
}
