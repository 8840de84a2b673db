import type { LiveComparison } from "../../core/runs/liveComparison";
import type { EngineOptions } from "../../core/engine/graded";
import type { EmbeddingsAnswer } from "../../core/judge/embeddingsClient";
import type { JudgeAnswer, JudgeRequest } from "../../core/judge/judgeClient";
import { wireGrader } from "../../core/grader/document";
import type { Grader } from "../../core/grader/types";
import { readJson } from "../../core/json/read";
import { isObject, type JsonObject } from "../../core/json/value";
import { writeJson } from "../../core/json/write";
import type { PythonOutcome, PythonRequest } from "../../core/ports";
import type { ProviderErrorDetails, ProviderErrorReason, RunRequest } from "../../core/provider/provider";
import { oncePer, oncePerText } from "../../core/remember";
import type { LiveGrade } from "../../core/result/liveOutcome";
import type { RunResult } from "../../core/result/runResult";
import type { Said } from "../../core/said";
import type { Output } from "../../core/sample/sample";

/** Structured clones lose the class of lossless numbers, so graders and samples cross as JSON text. */
export interface WireRun {
  readonly grader: string;
  readonly options: RunOptions;
  readonly repeat?: number;
  readonly item: string;
  readonly output: { readonly kind: Output["kind"]; readonly text: string };
}

/** What is graded while its grader is edited: what `livePart` left of it, on one row. */
export interface WireLive {
  readonly grader: Grader;
  readonly options: RunOptions;
  /** JSON text of the row, as a samples file has it. */
  readonly row: string;
  /** Whether Python that was not graded before is run. */
  readonly python: boolean;
}

/** Two states of a grader on the same rows. */
export interface WireComparison extends Omit<WireLive, "row"> {
  readonly saved: Grader;
  readonly rows: readonly string[];
}

/** What the thread is given to do. */
export type Task =
  | { readonly type: "run"; readonly run: WireRun }
  | { readonly type: "live"; readonly live: WireLive }
  | { readonly type: "compare"; readonly compare: WireComparison };

export type TaskResult = RunResult | LiveGrade | LiveComparison;

/** What the host decides anew for each run. */
export type RunOptions = Pick<EngineOptions, "timeoutMs" | "metrics">;

export interface WorkerData {
  /** Where the thread finds the build's data files. */
  readonly distDir: string;
  /** Sentences in the user's language by the English ones; undefined for English. */
  readonly words: Readonly<Record<string, string>> | undefined;
  /** Where the thread says whom it computes for ({@link Attention}). */
  readonly attention: SharedArrayBuffer;
}

/** What the engine asks of the host: everything that is no computing. */
export interface PortCalls {
  readonly python: { readonly request: PythonRequest; readonly answer: PythonOutcome };
  readonly judge: { readonly request: JudgeRequest; readonly answer: JudgeAnswer };
  readonly embeddings: { readonly request: readonly string[]; readonly answer: EmbeddingsAnswer };
  readonly endpoint: { readonly request: EndpointCall; readonly answer: EndpointAnswer };
}

export type PortName = keyof PortCalls;

export interface EndpointCall {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type EndpointAnswer =
  | { readonly kind: "response"; readonly status: number; readonly body: string }
  | ({ readonly kind: "refused"; readonly mend?: string } & Said)
  | ({ readonly kind: "failed" } & Said);

/** What came together in one turn of the host's event loop: a message wakes the thread. */
export type ToWorker = readonly ToThread[];

export type ToThread =
  | (Task & { readonly id: number })
  | { readonly type: "abort"; readonly id: number }
  | { readonly type: "answer"; readonly call: number; readonly answer: PortCalls[PortName]["answer"] };

export type FromWorker =
  /** An aborted task has ended. */
  | { readonly type: "left"; readonly id: number }
  | { readonly type: "result"; readonly id: number; readonly result: TaskResult }
  | {
      readonly type: "rejected";
      readonly id: number;
      readonly reason: ProviderErrorReason;
      readonly message: string;
      readonly details: ProviderErrorDetails;
    }
  | {
      readonly type: "bug";
      readonly id: number;
      readonly message: string;
      readonly stack: string | undefined;
    }
  | {
      readonly type: "call";
      readonly call: number;
      readonly run: number;
      readonly port: PortName;
      readonly request: PortCalls[PortName]["request"];
    };

export function writeRun({ grader, sample, repeat }: RunRequest, options: RunOptions): WireRun {
  const { output } = sample;
  const text =
    output.kind === "text" ? output.text : output.kind === "sample" ? writeJson(output.sample) : "";
  return {
    grader: graderText(grader),
    options,
    ...(repeat !== undefined && { repeat }),
    item: writeJson(sample.item),
    output: { kind: output.kind, text },
  };
}

/** A batch sends one grader with each of its rows. */
const graderText = oncePer((grader: JsonObject) => writeJson(wireGrader(grader)));
const readGrader = oncePerText(readObject);

export function readRun({ grader, item, output, repeat }: Omit<WireRun, "options">): RunRequest {
  return {
    grader: readGrader(grader),
    sample: { item: readJson(item), output: readOutput(output) },
    ...(repeat !== undefined && { repeat }),
  };
}

function readOutput({ kind, text }: WireRun["output"]): Output {
  switch (kind) {
    case "text":
      return { kind, text };
    case "sample":
      return { kind, sample: readObject(text) };
    case "none":
      return { kind };
  }
}

function readObject(text: string): JsonObject {
  const value = readJson(text);
  return isObject(value) ? value : new Map();
}
