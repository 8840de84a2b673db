import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRow } from "../../../../src/core/dataset/row";
import { fromPlain, isObject, toPlain, type JsonObject } from "../../../../src/core/json/value";
import { sampleNamespace } from "../../../../src/core/sample/namespace";
import type { Output } from "../../../../src/core/sample/sample";

function outputOf(sample: unknown): Output {
  const row = fromPlain({ item: {}, sample });
  if (!isObject(row)) throw new Error("a row is an object");
  return readRow(row).output;
}

const namespaceOf = (sample: unknown): JsonObject => sampleNamespace({ output: outputOf(sample) });
const plainField = (sample: unknown, field: string) => toPlain(namespaceOf(sample).get(field) ?? null);

interface Call {
  readonly name: string;
  readonly args: Readonly<Record<string, string>>;
}

/** What a model came to, whoever writes it down. */
interface Said {
  readonly text: string | undefined;
  readonly calls: readonly Call[];
}

const chatCalls = (calls: readonly Call[]) =>
  calls.map(({ name, args }, index) => ({
    id: `c${index}`,
    type: "function",
    function: { name, arguments: JSON.stringify(args) },
  }));

/** A text in parts is the same text. */
function halves(text: string, part: (text: string) => object): object[] {
  const middle = Math.ceil(text.length / 2);
  return [part(text.slice(0, middle)), part(text.slice(middle))];
}

const chatMessage = ({ text, calls }: Said) => ({
  role: "assistant",
  content: text ?? null,
  ...(calls.length > 0 && { tool_calls: chatCalls(calls) }),
});

const responseItems = ({ text, calls }: Said) => [
  { type: "reasoning", id: "r", summary: [{ type: "summary_text", text: "It thinks." }] },
  ...(text === undefined
    ? []
    : [
        {
          type: "message",
          role: "assistant",
          content: halves(text, (half) => ({ type: "output_text", text: half, annotations: [] })),
        },
      ]),
  ...calls.map(({ name, args }, index) => ({
    type: "function_call",
    id: `fc${index}`,
    call_id: `c${index}`,
    name,
    arguments: JSON.stringify(args),
  })),
];

/** Every container, as services and SDKs write what was said. */
const CONTAINERS: Readonly<Record<string, (said: Said) => unknown>> = {
  "chat completion": (said) => ({
    object: "chat.completion",
    choices: [{ index: 0, message: chatMessage(said), finish_reason: "stop" }],
  }),
  "chat completion in parts": ({ text, calls }) => ({
    choices: [
      {
        message: {
          role: "assistant",
          content: text === undefined ? null : halves(text, (half) => ({ type: "text", text: half })),
          tool_calls: chatCalls(calls),
        },
      },
    ],
  }),
  "Responses object": (said) => ({
    object: "response",
    status: "completed",
    error: null,
    output: responseItems(said),
  }),
  "Responses object that was cut short": (said) => ({
    object: "response",
    status: "incomplete",
    incomplete_details: { reason: "max_output_tokens" },
    output: responseItems(said),
  }),
  "run output item": (said) => ({
    input: [{ role: "user", content: "?" }],
    output: [chatMessage(said)],
    finish_reason: "stop",
    error: null,
  }),
  "export of a run": (said) => ({ trajectory: [], outputs: [chatMessage(said)], sampled_model_name: "m" }),
  "output items": (said) => ({ output_items: responseItems(said) }),
  "bare message": chatMessage,
  messages: (said) => ({ messages: [{ role: "user", content: "?" }, chatMessage(said)] }),
  "list of messages": (said) => [
    { role: "user", content: "?" },
    { role: "assistant", content: "Let me look.", tool_calls: chatCalls([{ name: "look", args: {} }]) },
    { role: "tool", tool_call_id: "c0", content: "looked" },
    chatMessage(said),
  ],
  Anthropic: ({ text, calls }) => ({
    type: "message",
    role: "assistant",
    model: "m",
    content: [
      { type: "thinking", thinking: "It thinks.", signature: "s" },
      ...(text === undefined ? [] : halves(text, (half) => ({ type: "text", text: half }))),
      ...calls.map(({ name, args }, index) => ({ type: "tool_use", id: `c${index}`, name, input: args })),
    ],
    stop_reason: "end_turn",
  }),
  Gemini: ({ text, calls }) => ({
    candidates: [
      {
        content: {
          role: "model",
          parts: [
            { text: "It thinks.", thought: true },
            ...(text === undefined ? [] : halves(text, (half) => ({ text: half }))),
            ...calls.map(({ name, args }, index) => ({ functionCall: { id: `c${index}`, name, args } })),
          ],
        },
        finishReason: "STOP",
      },
    ],
    modelVersion: "m",
  }),
  "Bedrock Converse": ({ text, calls }) => ({
    output: {
      message: {
        role: "assistant",
        content: [
          { reasoningContent: { reasoningText: { text: "It thinks." } } },
          ...(text === undefined ? [] : [{ text }]),
          ...calls.map(({ name, args }, index) => ({
            toolUse: { toolUseId: `c${index}`, name, input: args },
          })),
        ],
      },
    },
    stopReason: "end_turn",
  }),
  Ollama: ({ text, calls }) => ({
    model: "m",
    message: {
      role: "assistant",
      content: text ?? null,
      tool_calls: calls.map(({ name, args }, index) => ({
        id: `c${index}`,
        function: { name, arguments: args },
      })),
    },
    done: true,
    done_reason: "stop",
  }),
  "line of a batch": (said) => ({
    custom_id: "1",
    response: { status_code: 200, body: { choices: [{ message: chatMessage(said) }] } },
    error: null,
  }),
};

const text = fc.string({ minLength: 2, maxLength: 12 });
const call = fc.record({
  name: fc.constantFrom("look_up", "add"),
  args: fc.dictionary(fc.constantFrom("a", "city"), fc.string(), { noNullPrototype: true }),
});
const said: fc.Arbitrary<Said> = fc
  .record({ text: fc.option(text, { nil: undefined }), calls: fc.array(call, { maxLength: 2 }) })
  .filter(({ text, calls }) => text !== undefined || calls.length > 0);

const readCalls = (tools: unknown): Call[] =>
  (tools as { function: { name: string; arguments: string } }[]).map(
    ({ function: { name, arguments: args } }) => ({
      name,
      args: JSON.parse(args) as Call["args"],
    }),
  );

describe.each(Object.keys(CONTAINERS))("what is said in a %s", (name) => {
  const write = CONTAINERS[name]!;

  it("is read from it, whatever it is", () => {
    fc.assert(
      fc.property(said, (what) => {
        const sample = write(what);
        expect(outputOf(sample).kind).toBe("sample");
        expect(plainField(sample, "output_text")).toBe(what.text ?? "");
        expect(readCalls(plainField(sample, "output_tools"))).toEqual(what.calls);
      }),
    );
  });

  it("is empty where an empty text was said, and none where nothing was", () => {
    expect(outputOf(write({ text: "", calls: [] })).kind).toBe("sample");
    expect(plainField(write({ text: "", calls: [] }), "output_text")).toBe("");
    expect(outputOf(write({ text: undefined, calls: [] }))).toMatchObject({
      kind: "none",
      why: { reason: "no-output" },
    });
  });

  it("is none beside a service's error", () => {
    fc.assert(
      fc.property(said, (what) => {
        const sample = write(what);
        const failed = { ...(Array.isArray(sample) ? { messages: sample as object[] } : (sample as object)) };
        expect(
          outputOf({ ...failed, error: { code: "rate_limit_exceeded", message: "Try again." } }),
        ).toMatchObject({
          kind: "none",
          why: { reason: "service-error", error: "rate_limit_exceeded: Try again." },
        });
      }),
    );
  });

  it("stays as it was written beside what is derived", () => {
    const sample = write({ text: "x", calls: [] });
    if (!Array.isArray(sample)) expect(toPlain(namespaceOf(sample))).toMatchObject(sample as object);
  });
});

describe("an output", () => {
  it.each<[string, object, string]>([
    ["the text of its own", { output_text: "a", choices: [{ message: { content: "b" } }] }, "a"],
    ["a legacy completion", { choices: [{ text: "a", index: 0 }] }, "a"],
    ["a refusal", { choices: [{ message: { content: null, refusal: "No." } }] }, "No."],
    [
      "a refusal among parts",
      { output: [{ type: "message", content: [{ type: "refusal", refusal: "No." }] }] },
      "No.",
    ],
    [
      "what was spoken",
      { choices: [{ message: { content: null, audio: { id: "a", transcript: "Hi" } } }] },
      "Hi",
    ],
    ["what was spoken, by our own name", { output_audio: { transcript: "Hi" } }, "Hi"],
    ["the text of a JSON", { output_json: { a: 1 } }, '{"a":1}'],
    ["a thread's message", { role: "assistant", content: [{ type: "text", text: { value: "a" } }] }, "a"],
    ["Ollama's generate", { model: "m", response: "a", done: true }, "a"],
    ["Titan's results", { results: [{ outputText: "a" }] }, "a"],
    [
      "generated messages",
      [
        {
          generated_text: [
            { role: "user", content: "q" },
            { role: "assistant", content: "a" },
          ],
        },
      ],
      "a",
    ],
    [
      "all texts of a response",
      {
        output: [
          { type: "message", role: "assistant", content: [{ type: "output_text", text: "a" }] },
          { type: "mcp_call", name: "f", arguments: "{}", output: "x" },
          { type: "message", role: "assistant", content: [{ type: "output_text", text: "b" }] },
        ],
      },
      "ab",
    ],
    ["a content alone", { content: "a" }, "a"],
    ["one text in a list", { outputs: ["a"] }, "a"],
  ])("is %s", (_, sample, expected) => {
    expect(plainField(sample, "output_text")).toBe(expected);
  });

  it.each<[string, object, object]>([
    [
      "unknown keys",
      { answer_of_the_model: "Oslo", a: 1 },
      { reason: "unknown-output", keys: ["answer_of_the_model", "a"] },
    ],
    ["nothing", {}, { reason: "no-output", keys: [] }],
    ["empty choices", { choices: [], model: "m" }, { reason: "no-output", keys: ["choices"] }],
    [
      "a user's last word",
      {
        messages: [
          { role: "assistant", content: "a" },
          { role: "user", content: "b" },
        ],
      },
      { reason: "no-output", keys: ["messages"] },
    ],
    ["a message of a user", { role: "user", content: "a" }, { reason: "no-output", keys: ["content"] }],
    [
      "a failed response",
      { object: "response", status: "failed", output: [], error: null },
      { reason: "service-error", error: "failed" },
    ],
    [
      "a failed part of a batch",
      { result: { type: "errored", error: { type: "api_error", message: "Oops" } } },
      { reason: "service-error", error: "api_error: Oops" },
    ],
    ["an error as text", { output_text: "x", error: "boom" }, { reason: "service-error", error: "boom" }],
    [
      "a blocked prompt",
      { promptFeedback: { blockReason: "SAFETY" } },
      { reason: "service-error", error: "SAFETY" },
    ],
    [
      "two texts, of which none is the one",
      { outputs: ["a", "b"] },
      { reason: "no-output", keys: ["outputs"] },
    ],
  ])("is none in %s", (_, sample, why) => {
    expect(outputOf(sample)).toMatchObject({ kind: "none", why });
  });

  it.each([null, "", {}, { code: null, message: null }, false, []])(
    "may stand beside the error %j, which is none",
    (error) => {
      expect(plainField({ output: [{ role: "assistant", content: "a" }], error }, "output_text")).toBe("a");
    },
  );

  it("brings reasoning, model, audio and how it ended", () => {
    const sample = {
      response: {
        body: {
          model: "m",
          output: responseItems({ text: "a", calls: [] }),
          incomplete_details: { reason: "max_output_tokens" },
        },
      },
    };
    expect(plainField(sample, "output_reasoning_summary")).toBe("It thinks.");
    expect(plainField(sample, "model")).toBe("m");
    expect(plainField(sample, "choices")).toMatchObject([
      { finish_reason: "length", message: { content: "a" } },
    ]);
    const spoken = { choices: [{ message: { content: null, audio: { id: "a", transcript: "Hi" } } }] };
    expect(plainField(spoken, "output_audio")).toEqual({ id: "a", transcript: "Hi" });
  });

  it("is found or told in whatever an object holds, and no empty text without an output", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom("output", "choices", "message", "content", "messages", "response", "error", "x"),
          fc.jsonValue(),
        ),
        (sample) => {
          const output = outputOf(sample);
          if (output.kind === "none")
            expect(output.why?.reason).toMatch(/^(?:no-output|unknown-output|service-error)$/);
          else expect(sampleNamespace({ output }).get("output_text")).toBeTypeOf("string");
        },
      ),
    );
  });
});
