import { t } from "@vscode/l10n";
import type { ErrorObject } from "ajv";
import { grader as graderErrors } from "../../generated/validators";
import type { JsonDocument, TextRange } from "../json/document";
import { toPlain, type JsonPath, type PlainJson } from "../json/value";
import { saidElsewhere } from "../said";
import { usualSeverity, type ProblemCode } from "./codes";
import type { Problem } from "./problem";
import type { SchemaFinding } from "./schemaFinding";
import { foreignChoice, isUnset, schemaFixes } from "./schemaFixes";
import { wordsFor } from "./schemaWords";

/**
 * The code of what a keyword finds; test/unit/core/validate holds it to the keywords of the schemas. Missing, of a
 * wrong type or none of the choices: an error. What nobody reads: a warning (architecture.md "Schema or lint").
 */
const CODES: Readonly<Record<string, ProblemCode>> = {
  required: "schema-required",
  type: "schema-type",
  enum: "schema-enum",
  const: "schema-enum",
  minItems: "schema-length",
  maxItems: "schema-length",
  minProperties: "schema-length",
  minimum: "schema-bounds",
  exclusiveMinimum: "schema-bounds",
  maximum: "schema-bounds",
  additionalProperties: "schema-unknown-property",
  deprecationMessage: "schema-deprecated",
  not: "samples-two-outputs",
};

const codeOf = (keyword: string): ProblemCode => CODES[keyword] ?? "schema-type";

/** Says only that `type` is none of the choices, as the findings of `type` itself do. */
const SUMMARY = "discriminator";

/** Keywords that a schema's `errorMessage` speaks of, as in VS Code's JSON service. */
const OWN_WORDS_FIT: ReadonlySet<string> = new Set(["type", "enum", "const", "not", "minItems", "maxItems"]);

/** One finding a fault; the data is plain JSON of a grader. */
export function graderFindings(data: PlainJson): readonly SchemaFinding[] {
  return readFindings(graderErrors(data)).map((finding) => inOurWords(data, finding));
}

/** A word that other tools have for one of ours is named as that. */
function inOurWords(data: PlainJson, finding: SchemaFinding): SchemaFinding {
  if (finding.keyword !== "enum") return finding;
  const word = finding.path.reduce<PlainJson | undefined>(plainStep, data);
  const meant = typeof word === "string" ? foreignChoice(finding, word) : undefined;
  return meant ? { ...finding, message: meant.words } : finding;
}

function plainStep(value: PlainJson | undefined, step: string | number): PlainJson | undefined {
  return typeof value === "object" && value !== null
    ? (value as Readonly<Record<string | number, PlainJson>>)[step]
    : undefined;
}

/** The first error of a grader that the schema refuses, for those who need no list. */
export function firstGraderError(data: PlainJson): string | undefined {
  const finding = graderFindings(data).find(({ severity }) => severity === "error");
  return finding && `${pathWords(finding.path)}${finding.message}`;
}

/** ajv's errors without the summaries and with one finding for each place and fault. */
export function readFindings(errors: readonly ErrorObject[]): readonly SchemaFinding[] {
  const findings = new Map<string, SchemaFinding>();
  for (const error of errors) {
    if (error.keyword === SUMMARY) continue;
    const finding = readFinding(error);
    const key = JSON.stringify([finding.path, finding.property ?? null]);
    if (!findings.has(key)) findings.set(key, finding);
  }
  return [...findings.values()];
}

interface ParentSchema {
  readonly errorMessage?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}

function readFinding(error: ErrorObject): SchemaFinding {
  const property = propertyOf(error);
  const { errorMessage: own, properties } = (error.parentSchema ?? {}) as ParentSchema;
  return {
    keyword: error.keyword,
    path: readPointer(error.instancePath),
    ...(property !== undefined && { property }),
    ...(error.keyword === "additionalProperties" && { known: Object.keys(properties ?? {}) }),
    params: error.params,
    message:
      own !== undefined && OWN_WORDS_FIT.has(error.keyword) ? saidElsewhere(own).message : wordsFor(error),
    severity: usualSeverity(codeOf(error.keyword)),
  };
}

function propertyOf({ params }: ErrorObject): string | undefined {
  const given = params as Partial<Record<"missingProperty" | "additionalProperty", string>>;
  return given.missingProperty ?? given.additionalProperty;
}

function readPointer(pointer: string): JsonPath {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

/** Schema findings of a document at the places where VS Code's JSON service would show them. */
export function schemaProblems(json: JsonDocument, findings: readonly SchemaFinding[]): readonly Problem[] {
  return findings.map((finding) => {
    const { keyword, path, property, severity } = finding;
    const range = findingRange(json, keyword, path, property);
    const fixes = schemaFixes(json, finding);
    return {
      code: codeOf(keyword),
      severity,
      message: isUnset(json, finding)
        ? t('null is no value here. Leave "{0}" out.', String(path.at(-1)))
        : finding.message,
      path: property === undefined || keyword === "required" ? path : [...path, property],
      range,
      source: "schema",
      ...(fixes.length > 0 && { fixes }),
    };
  });
}

function findingRange(
  json: JsonDocument,
  keyword: string,
  path: JsonPath,
  property: string | undefined,
): TextRange {
  if (property !== undefined && keyword !== "required") return json.rangeOfKey([...path, property]);
  if (keyword === "deprecationMessage") return json.rangeOfMember(path);
  if (keyword !== "required") return json.rangeOf(path);
  // A missing property stands at its object's key, or at the brace where it has none.
  const parent = json.nodeAt(path)?.parent;
  if (parent?.type === "property") return json.rangeOfKey(path);
  const { start } = json.rangeOf(path);
  return { start, end: start + 1 };
}

/** The path in words that begin a sentence; nothing for the root. */
export function pathWords(path: JsonPath): string {
  return path.length === 0 ? "" : `${path.join(".")}: `;
}

/** The schema's findings of a grader document. */
export function graderSchemaProblems(json: JsonDocument): readonly Problem[] {
  return json.value === undefined ? [] : schemaProblems(json, graderFindings(toPlain(json.value)));
}
