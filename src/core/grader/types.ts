/**
 * Graders as the API takes them (facts.md "Graders"). The JSON Schema is the contract;
 * test/unit/core/grader/types.test.ts holds these types to it and to the official client's.
 */
export const GRADER_TYPES = [
  "string_check",
  "text_similarity",
  "python",
  "score_model",
  "label_model",
  "multi",
  "endpoint",
] as const;

export type GraderType = (typeof GRADER_TYPES)[number];

interface GraderBase {
  /** For people only; the service invents one where it is missing. */
  readonly name?: string;
  /** A row passes when its reward reaches this. Changes no reward. */
  readonly pass_threshold?: number;
}

export const STRING_OPERATIONS = ["eq", "ne", "like", "ilike"] as const;
export type StringOperation = (typeof STRING_OPERATIONS)[number];

export interface StringCheckGrader extends GraderBase {
  readonly type: "string_check";
  readonly input: string;
  readonly reference: string;
  readonly operation: StringOperation;
}

export const SIMILARITY_METRICS = [
  "cosine",
  "fuzzy_match",
  "bleu",
  "gleu",
  "meteor",
  "rouge_1",
  "rouge_2",
  "rouge_3",
  "rouge_4",
  "rouge_5",
  "rouge_l",
] as const;
export type SimilarityMetric = (typeof SIMILARITY_METRICS)[number];

export interface TextSimilarityGrader extends GraderBase {
  readonly type: "text_similarity";
  readonly input: string;
  readonly reference: string;
  readonly evaluation_metric: SimilarityMetric;
}

export interface PythonGrader extends GraderBase {
  readonly type: "python";
  readonly source: string;
  readonly image_tag?: string;
}

export type ContentPart =
  | { readonly type: "input_text"; readonly text: string }
  | { readonly type: "output_text"; readonly text: string }
  | {
      readonly type: "input_image";
      readonly image_url: string;
      readonly detail?: string;
      readonly file_id?: string | null;
    }
  | {
      readonly type: "input_audio";
      readonly input_audio: { readonly data: string; readonly format: "mp3" | "wav" };
    };

export type MessageContent = string | ContentPart | readonly (string | ContentPart)[];

export interface GraderMessage {
  readonly role: "user" | "assistant" | "system" | "developer";
  readonly content: MessageContent;
  readonly type?: "message";
}

/** How long a reasoning model thinks; which of these a model takes differs (facts.md "Sampling parameters"). */
type ReasoningEffort = "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max";

export interface SamplingParams {
  readonly seed?: number | null;
  readonly top_p?: number | null;
  readonly temperature?: number | null;
  readonly max_completions_tokens?: number | null;
  readonly reasoning_effort?: ReasoningEffort | null;
}

export interface ScoreModelGrader extends GraderBase {
  readonly type: "score_model";
  readonly model: string;
  readonly input: readonly GraderMessage[];
  /** Lowest and highest reward; [0, 1] where absent. */
  readonly range?: readonly [number, number];
  readonly sampling_params?: SamplingParams;
}

export interface LabelModelGrader extends GraderBase {
  readonly type: "label_model";
  readonly model: string;
  readonly input: readonly GraderMessage[];
  readonly labels: readonly string[];
  readonly passing_labels: readonly string[];
}

/** Foundry's private preview: an HTTP service of the user's that answers `{score}` (facts.md "Endpoint graders"). */
export interface EndpointGrader extends GraderBase {
  readonly type: "endpoint";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly rate_limit?: number;
}

export type SubGrader =
  | StringCheckGrader
  | TextSimilarityGrader
  | PythonGrader
  | ScoreModelGrader
  | LabelModelGrader
  | EndpointGrader;

export interface MultiGrader extends GraderBase {
  readonly type: "multi";
  readonly graders: Readonly<Record<string, SubGrader>>;
  readonly calculate_output: string;
  /** Seen in Microsoft's samples: the value that an errored sub-grader counts as (facts.md "Multi"). */
  readonly invalid_grade?: number;
}

export type Grader = SubGrader | MultiGrader;

export type GraderOf<T extends GraderType> = Extract<Grader, { type: T }>;

export function isGraderType(type: unknown): type is GraderType {
  return GRADER_TYPES.some((known) => known === type);
}
