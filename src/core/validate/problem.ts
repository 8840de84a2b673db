import type { TextRange } from "../json/document";
import type { JsonPath } from "../json/value";
import type { ProblemCode } from "./codes";
import type { Severity } from "./severity";

export type { Severity };

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
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly message: string;
  readonly range: TextRange;
  readonly path: JsonPath;
  /** Who found it: the schema, our rules, or a provider's validate. */
  readonly source: "json" | "schema" | "rule" | "provider";
  readonly fix?: ProblemFix;
}
