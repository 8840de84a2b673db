import { t } from "@vscode/l10n";
import snippets from "../../generated/snippets.json";
import type { GraderType } from "../grader/types";
import type { PlainJson } from "../json/value";

/**
 * A complete grader of a type: the snippet of schemas/grader.schema.json with its default texts, so that
 * completion in an empty file and New Grader write the same. They read `item.question`, `item.answer` and
 * `sample.output_text`.
 */
export function snippetOf(type: GraderType): Readonly<Record<string, PlainJson>> {
  return snippets[type];
}

/** What a type does, in a line; the schema says the same where a type is chosen in an editor. */
export function typeWords(type: GraderType): string {
  switch (type) {
    case "string_check":
      return t("Compares two texts: reward 1 or 0.");
    case "text_similarity":
      return t("Measures how alike two texts are: reward from 0 to 1.");
    case "python":
      return t("Runs your grade(sample, item): the reward is what it returns.");
    case "score_model":
      return t("Asks a model for a number: reward within a range.");
    case "label_model":
      return t("Asks a model for a label: reward 1 for a passing label, else 0.");
    case "multi":
      return t("Combines named sub-graders by a formula.");
    case "endpoint":
      return t("Asks an HTTP service of yours for a score (Foundry, private preview).");
  }
}
