import { t } from "@vscode/l10n";
import type { JsonKind } from "../json/value";

/** The only roots a variable can have (facts.md "Templates"). */
export const NAMESPACES = {
  item: t("The data row: its fields are yours."),
  sample: t("The model's output and what is derived from it."),
} as const;

export type Namespace = keyof typeof NAMESPACES;

export function isNamespace(name: string): name is Namespace {
  return Object.hasOwn(NAMESPACES, name);
}

interface SampleField {
  readonly kinds: readonly JsonKind[];
  readonly description: string;
  /** Whether the hosted `model_sample`, a string, gives this field its value (facts.md "Sample"). */
  readonly fromText: boolean;
}

/**
 * The fields of `sample` (facts.md "Sample"). Execution, lint, completion
 * and hover read this one table.
 */
export const SAMPLE_FIELDS: Readonly<Record<string, SampleField>> = {
  output_text: { kinds: ["string"], fromText: true, description: t("The output as text.") },
  output_json: {
    kinds: ["object", "array", "string", "number", "boolean", "null"],
    fromText: true,
    description: t("The output read as JSON; null where it is none."),
  },
  output_tools: { kinds: ["array"], fromText: false, description: t("The tool calls of the output.") },
  choices: { kinds: ["array"], fromText: false, description: t("The choices of the chat completion.") },
  output_audio: { kinds: ["object", "null"], fromText: false, description: t("The audio of the output.") },
  output_reasoning_summary: {
    kinds: ["string", "null"],
    fromText: false,
    description: t("The summary of the model's reasoning."),
  },
  input_tools: {
    kinds: ["array"],
    fromText: false,
    description: t("The tools that the model could call (hosted evals)."),
  },
  model: { kinds: ["string"], fromText: false, description: t("The model that was sampled (hosted evals).") },
};
