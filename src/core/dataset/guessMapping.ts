import { t } from "@vscode/l10n";
import { orWords } from "../lists";
import type { Json } from "../json/value";
import type { ColumnUse } from "./columnUse";
import type { FoundRow } from "./foundRow";
import { hasOutput, type ChosenMapping, type Mapping } from "./mapping";
import { chatColumn } from "./output";

/** A mapping, and what people are told of how it came about. */
export interface GuessedMapping {
  readonly mapping: ChosenMapping;
  /** The column that was taken for the output. */
  readonly output?: string;
  /** Columns of which any could be the output, so that none was taken. */
  readonly rivals?: readonly string[];
}

/** Names that say what a model wrote, in any spelling: `modelOutput` and `Model Output` are one. */
const OUTPUTS = new Set([
  ...["model_sample", "sample", "output", "outputs", "output_text", "model_output", "llm_output"],
  ...["response", "model_response", "llm_response", "assistant_response", "generated_response", "assistant"],
  ...["completion", "model_completion", "generation", "generated", "generated_text", "generated_answer"],
  ...["model_answer", "prediction", "predicted", "predicted_answer", "candidate", "hypothesis"],
]);

/** What most often is the right answer, and the model's where another column is that. */
const ANSWERS = new Set(["answer", "answers"]);
const REFERENCES = new Set([
  ...[
    "reference",
    "references",
    "reference_answer",
    "ground_truth",
    "groundtruth",
    "truth",
    "gold",
    "gold_answer",
  ],
  ...["expected", "expected_output", "expected_answer", "expected_response", "ideal", "target", "solution"],
  ...["correct_answer", "golden_answer", "golden", "label"],
]);

/**
 * Which column is the output, from the first rows: the only one whose name says so, and none that the grader compares
 * outputs with.
 * @param given what the user said, which is not guessed again
 */
export function guessMapping(rows: readonly FoundRow[], given: Mapping, use: ColumnUse): GuessedMapping {
  if (given.output !== undefined) return { mapping: given };
  const bare = rows.filter(({ fields, isOwn = false }) => !isOwn && !hasOutput(fields));
  if (bare.length === 0) return { mapping: given };
  const candidates = candidatesOf(bare).filter(
    ({ column }) => !use.compared.has(column) || use.read.has(column),
  );
  const [only, ...others] = candidates;
  if (only && others.length === 0)
    return { mapping: { ...given, output: only.column, guess: only.kind }, output: only.column };
  if (!only) return { mapping: given };
  return { mapping: given, rivals: candidates.map(({ column }) => column) };
}

interface Candidate {
  readonly column: string;
  readonly kind: "column" | "chat";
}

function candidatesOf(rows: readonly FoundRow[]): readonly Candidate[] {
  const columns = new Set(rows.flatMap((row) => [...row.columns.keys()]));
  const named = [...columns].filter((column) => OUTPUTS.has(spelt(column)) && rows.some(holds(column)));
  const chats = new Set(rows.flatMap((row) => chatColumn(row.columns) ?? []));
  const strong = [
    ...named.map((column) => ({ column, kind: "column" as const })),
    ...[...chats].map((column) => ({ column, kind: "chat" as const })),
  ];
  if (strong.length > 0) return strong;
  if (![...columns].some((column) => REFERENCES.has(spelt(column)))) return [];
  return [...columns]
    .filter((column) => ANSWERS.has(spelt(column)) && rows.some(holds(column)))
    .map((column) => ({ column, kind: "column" as const }));
}

function holds(column: string) {
  return ({ columns }: FoundRow): boolean => {
    const value: Json | undefined = columns.get(column);
    return value !== undefined && value !== null;
  };
}

function spelt(column: string): string {
  return column
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
}

/** What people are told of a mapping that they did not choose; undefined where there is nothing to say. */
export function guessWords({ mapping, output, rivals }: GuessedMapping): string | undefined {
  if (output !== undefined)
    return mapping.guess === "chat"
      ? t('The output is the last message of "{0}", which is a guess.', output)
      : t('The output is the column "{0}", which is a guess.', output);
  if (rivals === undefined) return undefined;
  const names = orWords(rivals.map((name) => `"${name}"`));
  return t("The output could be the column {0}: none was taken.", names);
}
