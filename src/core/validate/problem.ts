import type { TextRange } from "../json/document";
import type { JsonPath } from "../json/value";

/** As editors show them: errors stop a run, warnings and information do not. */
export type Severity = "error" | "warning" | "information" | "hint";

export interface TextEdit {
  readonly range: TextRange;
  readonly newText: string;
}

/** A mechanical mend. */
export interface ProblemFix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** A finding in a grader or samples file, at its place. */
export interface Problem {
  /** Stable, kebab-case; each has its words in docs. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: TextRange;
  readonly path: JsonPath;
  /** Who found it: the schema, our rules, or a provider's validate. */
  readonly source: "json" | "schema" | "rule" | "provider";
  readonly fix?: ProblemFix;
}
