import { row as rowErrors } from "../../generated/validators";
import type { JsonDocument } from "../json/document";
import type { JsonPath, PlainJson } from "../json/value";
import type { Problem } from "../validate/problem";
import { readFindings, schemaProblems } from "../validate/schema";

/** A finding in a row that becomes problems once the row's document and place in it are known. */
export type RowFinding = (json: JsonDocument, path?: JsonPath) => readonly Problem[];

/** What schemas/samples.schema.json says of one row; empty for a good one. */
export function rowFindings(row: PlainJson): readonly RowFinding[] {
  return readFindings(rowErrors(row)).map(
    (finding) =>
      (json, path = []) =>
        schemaProblems(json, [{ ...finding, path: [...path, ...finding.path] }]),
  );
}
