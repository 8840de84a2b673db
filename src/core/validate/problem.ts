import type { TextRange } from "../json/document";
import type { TextEdit } from "../json/edits";
import type { JsonPath } from "../json/value";
import type { ProblemCode } from "./codes";
import type { Severity } from "./severity";

export type { Severity, TextEdit };

/** A mechanical mend. */
export interface ProblemFix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** Beyond doubt what the author meant, and nothing of theirs is lost: "fix all" may take it, also on saving. */
  readonly automatic?: true;
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
  /** The most likely first; absent where there is none. */
  readonly fixes?: readonly ProblemFix[];
}
