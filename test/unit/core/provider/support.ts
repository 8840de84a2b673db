import { readGraderDocument } from "../../../../src/core/grader/document";
import type { GraderDocument } from "../../../../src/core/grader/document";
import { readJson } from "../../../../src/core/json/read";
import { isObject, type Json, type JsonObject } from "../../../../src/core/json/value";
import type { Clock } from "../../../../src/core/ports";
import { createHostedProvider } from "../../../../src/core/provider/hosted";
import { hostedSettings } from "../../../../src/core/provider/hostedSettings";
import type { HostedId } from "../../../../src/core/providerTable";
import { ProviderError, type GraderProvider } from "../../../../src/core/provider/provider";
import type { Sample } from "../../../../src/core/sample/sample";
import { nodeClock } from "../../../../src/node/clock";
import { nodeFetch } from "../../../../src/node/http/nodeFetch";

export const KEY = "sk-test-4fTq9ZbWm2Xc7Lr1";
export const never = new AbortController().signal;

/** Waits for nothing, and remembers for how long it should have. */
export class RecordingClock implements Clock {
  readonly pauses: number[] = [];

  now(): number {
    return nodeClock.now();
  }

  sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.pauses.push(milliseconds);
    return Promise.resolve();
  }
}

type Options = Partial<Parameters<typeof createHostedProvider>[0]>;

export function providerAt(baseUrl: string, options: Options = {}, id: HostedId = "custom"): GraderProvider {
  return createHostedProvider({
    ...hostedSettings(id, baseUrl),
    fetch: nodeFetch,
    clock: new RecordingClock(),
    timeoutMs: 20_000,
    credential: () => Promise.resolve({ kind: "key", key: KEY }),
    keyMend: "Set GRADERS_API_KEY.",
    ...options,
  });
}

export function json(text: string): JsonObject {
  const value = readJson(text);
  if (!isObject(value)) throw new Error(`no object: ${text}`);
  return value;
}

export function documentOf(grader: unknown): GraderDocument {
  return readGraderDocument("test.grader.json", JSON.stringify(grader, null, 2));
}

export function textSample(text: string, item: Json = new Map()): Sample {
  return { item, output: { kind: "text", text } };
}

export function wholeSample(sample: string, item: Json = new Map()): Sample {
  return { item, output: { kind: "sample", sample: json(sample) } };
}

export const EXACT = json(
  '{"type":"string_check","name":"exact","input":"{{sample.output_text}}","reference":"{{item.answer}}","operation":"eq"}',
);

/** What a promise is rejected with. @throws where it is not, or with another error */
export async function providerErrorOf(promise: Promise<unknown>): Promise<ProviderError> {
  const outcome = await promise.then(
    () => "no error",
    (error: unknown) => error,
  );
  if (outcome instanceof ProviderError) return outcome;
  throw outcome instanceof Error ? outcome : new Error(`no ProviderError: ${String(outcome)}`);
}
