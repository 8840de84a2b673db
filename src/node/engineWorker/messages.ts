import type { PortCalls, PortName, WireComparison, WireLive, WireRun } from "../../core/engine/wire";
import type { LineRange } from "../../core/dataset/lineRanges";
import type { ProviderErrorDetails, ProviderErrorReason } from "../../core/provider/provider";
import type { LiveGrade } from "../../core/result/liveOutcome";
import type { RunResult } from "../../core/result/runResult";
import type { LiveComparison } from "../../core/runs/liveComparison";
import type { RowBatch, WireRange } from "../../core/runs/rangeWire";
import type { RangeLook } from "../files/sampleRanges";

/** What the thread is given to do. */
export type Task =
  | { readonly type: "run"; readonly run: WireRun }
  | { readonly type: "live"; readonly live: WireLive }
  | { readonly type: "compare"; readonly compare: WireComparison }
  /** What a range is like before it is graded. */
  | { readonly type: "look"; readonly path: string; readonly range: LineRange }
  /** Whether the file still has the rows that it had; they come in batches meanwhile. */
  | { readonly type: "range"; readonly range: WireRange };

export type TaskResult = RunResult | LiveGrade | LiveComparison | RangeLook | boolean;

export interface WorkerData {
  /** Where the thread finds the build's data files. */
  readonly distDir: string;
  /** Sentences in the user's language by the English ones; undefined for English. */
  readonly words: Readonly<Record<string, string>> | undefined;
  /** Where the thread says whom it computes for ({@link Attention}). */
  readonly attention: SharedArrayBuffer;
}

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
  | { readonly type: "rows"; readonly id: number; readonly rows: RowBatch }
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
