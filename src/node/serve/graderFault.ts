import { toPlain, valueAt, JsonNumber, type Json, type JsonPath } from "../../core/json/value";
import { graderFindings } from "../../core/validate/schema";
import type { SchemaFinding } from "../../core/validate/schemaFinding";
import { badRequest, type ApiError } from "./apiError";
import { invalidType, invalidValue, paramOf } from "./faultWords";

/** What the schema finds wrong with a grader, as the API says it; undefined where it can be run. */
export function graderFault(grader: Json): ApiError | undefined {
  const finding = graderFindings(toPlain(grader)).find(({ severity }) => severity === "error");
  if (!finding) return undefined;
  const path = pathOf(finding);
  const { message, code } = wordsFor(
    finding,
    `'${paramOf(["grader", ...path])}'`,
    valueAt(grader, path) ?? null,
  );
  return badRequest(message, { param: paramOf(["grader", ...path]), code });
}

/** A missing property is named itself, not its object. */
function pathOf({ keyword, path, property }: SchemaFinding): JsonPath {
  return keyword === "required" && property !== undefined ? [...path, property] : path;
}

interface Words {
  readonly message: string;
  readonly code: string;
}

function wordsFor({ keyword, params, message }: SchemaFinding, param: string, value: Json): Words {
  const { allowedValues, allowedValue, type, limit } = params as KeywordParams;
  switch (keyword) {
    case "required":
      return { message: `Missing required parameter: ${param}.`, code: "missing_required_parameter" };
    case "type":
      return { message: invalidType(param, typesOf(type), value), code: "invalid_type" };
    case "enum":
      return { message: invalidValue(value, allowedValues ?? []), code: "invalid_value" };
    case "const":
      return { message: invalidValue(value, [allowedValue]), code: "invalid_value" };
    case "minItems":
    case "maxItems":
      return wrongLength(keyword, param, value, limit ?? 0);
    case "minimum":
    case "maximum":
      return outOfBounds(keyword, param, value, limit ?? 0);
    default:
      return { message: `Invalid value for ${param}: ${message}`, code: "invalid_value" };
  }
}

/** What ajv says of the keywords above. */
interface KeywordParams {
  readonly allowedValues?: readonly unknown[];
  readonly allowedValue?: unknown;
  readonly type?: string | readonly string[];
  readonly limit?: number;
}

function typesOf(type: string | readonly string[] = []): readonly string[] {
  return typeof type === "string" ? type.split(",") : type;
}

function wrongLength(keyword: "minItems" | "maxItems", param: string, value: Json, limit: number): Words {
  const length = Array.isArray(value) ? value.length : 0;
  const [bound, wrong] = keyword === "minItems" ? ["minimum", "short"] : ["maximum", "long"];
  const message = `Invalid ${param}: array too ${wrong}. Expected an array with ${bound} length ${limit}, but got an array with length ${length} instead.`;
  return { message, code: keyword === "minItems" ? "array_below_min_length" : "array_above_max_length" };
}

function outOfBounds(keyword: "minimum" | "maximum", param: string, value: Json, limit: number): Words {
  const [side, sign] = keyword === "minimum" ? ["below minimum", ">="] : ["above maximum", "<="];
  const kind = value instanceof JsonNumber && Number.isInteger(value.value) ? "integer" : "decimal";
  const got = value instanceof JsonNumber ? value.text : "none";
  const message = `Invalid ${param}: ${kind} ${side} value. Expected a value ${sign} ${limit}, but got ${got} instead.`;
  return { message, code: `${kind}_${keyword === "minimum" ? "below_min" : "above_max"}_value` };
}
