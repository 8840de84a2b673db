import type { PlainJson } from "../json/value";
import type { JudgeSource, TokenUsage } from "../result/runResult";
import type { Said } from "../said";

/** The environment variable with the key of judges and of servers of embeddings. */
export const JUDGE_KEY_VARIABLE = "GRADERS_JUDGE_API_KEY";

/** Asks the model behind score_model and label_model graders. */
export interface JudgeClient {
  /** Never throws for what the judge did; throws the signal's reason when aborted. */
  ask(request: JudgeRequest, signal: AbortSignal): Promise<JudgeAnswer>;
}

/** The body of a chat completion as the grader asks for it, before any substitution. */
export interface JudgeRequest {
  readonly model: string;
  readonly messages: readonly PlainJson[];
  readonly response_format: PlainJson;
  /** Sampling parameters in the names of Chat Completions. */
  readonly sampling: Readonly<Record<string, PlainJson>>;
  /** Counts how often the same sample was graded before in one batch, from 0; never sent. */
  readonly repeat?: number;
}

interface JudgeAnswerBase {
  readonly requestHash: string;
}

export type JudgeAnswer =
  | (JudgeAnswerBase & {
      readonly kind: "answer";
      readonly content: string;
      readonly finishReason: string;
      readonly refusal: string | null;
      readonly model: string;
      readonly usage: TokenUsage | null;
      readonly source: JudgeSource;
      readonly origin?: string;
      readonly adjustments: readonly string[];
    })
  | (JudgeAnswerBase & {
      /** The judge could not be asked: no judge, no recording, a failing server. */
      readonly kind: "unavailable";
      readonly mend: string;
    } & Said)
  | (JudgeAnswerBase & {
      /** The judge takes no more requests until its quota is renewed: the run is not errored, it waits. */
      readonly kind: "quota";
      readonly message: string;
      readonly mend: string;
    });
