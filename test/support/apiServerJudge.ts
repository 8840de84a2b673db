import { isArray, toPlain, type Json, type JsonObject, type PlainJson } from "../../src/core/json/value";

/** What the judge gives as a score; a label judge gives the first label that it may choose. */
export const JUDGE_SCORE = 0.8;

/** The text of a verdict in the form that the request asks for (facts.md "Judges"). */
export function judgeVerdict(responseFormat: PlainJson): string {
  const schema = (responseFormat as { json_schema?: { schema?: Schema } } | null)?.json_schema?.schema;
  const label = schema?.properties?.result?.enum?.[0];
  return JSON.stringify({
    steps: [{ description: "Read the output.", conclusion: "It is close." }],
    result: label ?? JUDGE_SCORE,
  });
}

interface Schema {
  readonly properties?: { readonly result?: { readonly enum?: readonly string[] } };
}

/** A whole answer of Chat Completions. */
export function chatCompletion(body: JsonObject): PlainJson {
  const content = judgeVerdict(toPlain(body.get("response_format") ?? null));
  return {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1_780_000_000,
    model: toPlain(body.get("model") ?? null),
    choices: [
      {
        index: 0,
        message: { role: "assistant", content, refusal: null },
        finish_reason: "stop",
        logprobs: null,
      },
    ],
    usage: {
      prompt_tokens: messageCount(body.get("messages")) * 10,
      completion_tokens: 20,
      total_tokens: messageCount(body.get("messages")) * 10 + 20,
      prompt_tokens_details: { cached_tokens: 0 },
    },
  };
}

function messageCount(messages: Json | undefined): number {
  return isArray(messages) ? messages.length : 0;
}
