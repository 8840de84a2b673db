import { wireGrader } from "../grader/document";
import type { Grader } from "../grader/types";
import { readJson } from "../json/read";
import { isObject, type JsonObject } from "../json/value";
import { writeJson } from "../json/write";
import type { EmbeddingsAnswer } from "../judge/embeddingsClient";
import type { JudgeAnswer, JudgeRequest } from "../judge/judgeClient";
import type { PythonOutcome, PythonRequest } from "../ports";
import type { RunRequest } from "../provider/provider";
import { oncePer, oncePerText } from "../remember";
import type { Said } from "../said";
import type { Output } from "../sample/sample";
import type { EngineOptions } from "./graded";

// What crosses between those who ask the engine and the engine, wherever it is: a thread now, a machine later.

/** What is decided anew for each run. */
export type RunOptions = Pick<EngineOptions, "timeoutMs" | "metrics">;

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

/** A run as it crosses, with the grader as the API takes it; {@link readRun} gives the same digits and key order. */
export function writeRun({ grader, sample, repeat }: RunRequest, options: RunOptions): WireRun {
  const { output } = sample;
  return {
    grader: graderText(grader),
    options,
    ...(repeat !== undefined && { repeat }),
    item: writeJson(sample.item),
    output: { kind: output.kind, text: outputText(output) },
  };
}

/** A batch sends one grader with each of its rows. */
const graderText = oncePer((grader: JsonObject) => writeJson(wireGrader(grader)));
/** The root of a grader or an eval by its JSON text: many rows come with the same. */
export const readGrader = oncePerText(readObject);

/** What {@link writeRun} wrote. The name and what is expected of the row have stayed behind: they change no result. */
export function readRun({ grader, item, output, repeat }: Omit<WireRun, "options">): RunRequest {
  return {
    grader: readGrader(grader),
    sample: { item: readJson(item), output: readOutput(output) },
    ...(repeat !== undefined && { repeat }),
  };
}

/** Why there is none was said before anything crosses. */
function outputText(output: Output): string {
  switch (output.kind) {
    case "text":
      return output.text;
    case "sample":
      return writeJson(output.sample);
    case "none":
      return output.given ? writeJson(output.given) : "";
  }
}

function readOutput({ kind, text }: WireRun["output"]): Output {
  switch (kind) {
    case "text":
      return { kind, text };
    case "sample":
      return { kind, sample: readObject(text) };
    case "none":
      return text === "" ? { kind } : { kind, given: readObject(text) };
  }
}

function readObject(text: string): JsonObject {
  const value = readJson(text);
  return isObject(value) ? value : new Map();
}
