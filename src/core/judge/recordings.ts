import { t } from "@vscode/l10n";
import { JsonReadError, readJson } from "../json/read";
import { isObject, toPlain, type PlainJson } from "../json/value";
import type { LineFile } from "../ports";
import type { TokenUsage } from "../result/runResult";
import { said } from "../said";
import type { JudgeAnswer, JudgeClient, JudgeRequest } from "./judgeClient";
import { requestHash } from "./requestHash";

type Answered = Extract<JudgeAnswer, { kind: "answer" }>;

/** A kept answer: one line of `NAME.judge.jsonl`. */
export interface Recording {
  readonly request_hash: string;
  /** The model that answered. */
  readonly model: string;
  /** The end of the last message, so that people recognise the line. */
  readonly preview: string;
  readonly content: string;
  readonly finish_reason: string;
  readonly refusal: string | null;
  readonly usage: TokenUsage | null;
}

export interface ReadRecordings {
  readonly recordings: ReadonlyMap<string, Recording>;
  /** Lines that are no recording, one sentence each with the line's number. */
  readonly problems: readonly string[];
}

/** Recorded answers that can be added to. */
export interface OpenRecordings extends ReadRecordings {
  /** What people call their file. */
  readonly name: string;
  /** Whether the file was there. */
  readonly exists: boolean;
  /** Keeps one more line, without its line break; rejects with words for the user where it can't. */
  readonly append: (line: string) => Promise<void>;
}

/** Rejects as the file does, where it is there and can't be read; lines of it that are none are `problems`. */
export async function openRecordings(file: LineFile, name: string): Promise<OpenRecordings> {
  const text = await file.read();
  return {
    name,
    exists: text !== undefined,
    ...readRecordings(text ?? ""),
    append: (line) => file.append(line),
  };
}

/** Reads a recordings file; of two answers to one request the later counts. */
export function readRecordings(text: string): ReadRecordings {
  const recordings = new Map<string, Recording>();
  const problems: string[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const recording = readRecording(line);
    if (typeof recording === "string") problems.push(t("Line {0}: {1}", index + 1, recording));
    else recordings.set(recording.request_hash, recording);
  }
  return { recordings, problems };
}

/** @returns the recording, or a sentence that says why the line is none */
export function readRecording(line: string): Recording | string {
  try {
    const value = readJson(line);
    const plain = isObject(value) ? (toPlain(value) as Record<string, PlainJson>) : {};
    if (typeof plain.request_hash !== "string" || typeof plain.content !== "string") {
      return t("no recorded judge answer (request_hash and content are missing).");
    }
    return {
      request_hash: plain.request_hash,
      model: textOr(plain.model, ""),
      preview: textOr(plain.preview, ""),
      content: plain.content,
      finish_reason: textOr(plain.finish_reason, "stop"),
      refusal: typeof plain.refusal === "string" ? plain.refusal : null,
      usage: readUsage(plain.usage),
    };
  } catch (error) {
    if (error instanceof JsonReadError) return error.message;
    throw error;
  }
}

const COUNTS = ["prompt_tokens", "completion_tokens", "total_tokens", "cached_tokens"] as const;

/** People edit these files: tokens that are no numbers are none. */
function readUsage(usage: PlainJson | undefined): TokenUsage | null {
  const counts = (usage ?? {}) as Partial<Record<keyof TokenUsage, PlainJson>>;
  return COUNTS.every((key) => typeof counts[key] === "number") ? (usage as unknown as TokenUsage) : null;
}

function textOr(value: PlainJson | undefined, otherwise: string): string {
  return typeof value === "string" ? value : otherwise;
}

/** Answers only from recordings: a miss is errored with a mend and never a call. */
export function replayJudge(recordings: ReadonlyMap<string, Recording>, fileName: string): JudgeClient {
  return {
    async ask(request, signal) {
      signal.throwIfAborted();
      const hash = await requestHash(request);
      const recording = recordings.get(hash);
      if (recording) return answerOf(recording, "recorded");
      return {
        kind: "unavailable",
        requestHash: hash,
        ...said("{0} has no recorded answer to this request of {1}.", fileName, request.model),
        mend: t(
          "The grader, the item or the output differ from what was recorded. Record it with a judge (--judge record), or set one.",
        ),
      };
    },
  };
}

/** A kept answer as if the judge gave it now. */
export function answerOf(
  { request_hash, model, content, finish_reason, refusal, usage }: Recording,
  source: "recorded" | "cached",
): Answered {
  return {
    kind: "answer",
    requestHash: request_hash,
    content,
    finishReason: finish_reason,
    refusal,
    model,
    usage,
    source,
    adjustments: [],
  };
}

/** Asks `judge` and keeps every answer; `append` gets one line, without its line break. */
export function recordingJudge(judge: JudgeClient, append: (line: string) => Promise<void>): JudgeClient {
  return {
    async ask(request, signal) {
      const answer = await judge.ask(request, signal);
      if (answer.kind === "answer") await append(JSON.stringify(recordingOf(request, answer)));
      return answer;
    },
  };
}

export function recordingOf(request: JudgeRequest, answer: Answered): Recording {
  return {
    request_hash: answer.requestHash,
    model: answer.model,
    preview: preview(request.messages),
    content: answer.content,
    finish_reason: answer.finishReason,
    refusal: answer.refusal,
    usage: answer.usage,
  };
}

const PREVIEW_LENGTH = 120;

function preview(messages: readonly PlainJson[]): string {
  const last = messages.at(-1);
  const content =
    typeof last === "object" && last !== null && !Array.isArray(last) ? last.content : undefined;
  const text = typeof content === "string" ? content : JSON.stringify(content ?? "");
  return text.replace(/\s+/g, " ").slice(-PREVIEW_LENGTH);
}
