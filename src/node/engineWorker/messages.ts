import type { PortCalls, PortName, WireComparison, WireLive, WireRun } from "../../core/engine/wire";
import type { ProviderErrorDetails, ProviderErrorReason } from "../../core/provider/provider";
import type { LiveGrade } from "../../core/result/liveOutcome";
import type { RunResult } from "../../core/result/runResult";
import type { LiveComparison } from "../../core/runs/liveComparison";

/** What the thread is given to do. */
export type Task =
  | { readonly type: "run"; readonly run: WireRun }
  | { readonly type: "live"; readonly live: WireLive }
  | { readonly type: "compare"; readonly compare: WireComparison };

export type TaskResult = RunResult | LiveGrade | LiveComparison;

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
