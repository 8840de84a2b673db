import type { JsonPath } from "../json/value";
import type { Severity } from "./severity";

/** A finding of a schema, in words, at a path of the data. */
export interface SchemaFinding {
  readonly keyword: string;
  readonly path: JsonPath;
  /** The missing or unknown property. */
  readonly property?: string;
  /** The properties that the schema knows beside an unknown one. */
  readonly known?: readonly string[];
  /** What the keyword demands, in ajv's terms. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly message: string;
  readonly severity: Severity;
}
