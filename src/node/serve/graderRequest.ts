import { isObject, type Json, type JsonObject } from "../../core/json/value";
import { badRequest } from "./apiError";
import { invalidType } from "./faultWords";

/** The members of each request (facts.md "Calls"); others would be ignored silently, so they are refused. */
const PARAMETERS = { run: ["grader", "model_sample", "item"], validate: ["grader"] } as const;

/** @throws ApiError with status 400 */
export function readValidateRequest(body: JsonObject): JsonObject {
  refuseUnknown(body, PARAMETERS.validate);
  return readGrader(body);
}

export interface RunParameters {
  readonly grader: JsonObject;
  readonly modelSample: string;
  readonly item: Json;
}

/** @throws ApiError with status 400 */
export function readRunRequest(body: JsonObject): RunParameters {
  refuseUnknown(body, PARAMETERS.run);
  const grader = readGrader(body);
  const modelSample = required(body, "model_sample");
  if (typeof modelSample !== "string") throw wrongType("model_sample", "string", modelSample);
  return {
    grader,
    modelSample,
    item: body.has("item") ? (body.get("item") ?? null) : new Map<string, Json>(),
  };
}

function readGrader(body: JsonObject): JsonObject {
  const grader = required(body, "grader");
  if (!isObject(grader)) throw wrongType("grader", "object", grader);
  return grader;
}

function required(body: JsonObject, param: string): Json {
  const value = body.get(param);
  if (value !== undefined) return value;
  throw badRequest(`Missing required parameter: '${param}'.`, { param, code: "missing_required_parameter" });
}

function wrongType(param: string, expected: string, value: Json) {
  return badRequest(invalidType(`'${param}'`, [expected], value), { param, code: "invalid_type" });
}

function refuseUnknown(body: JsonObject, known: readonly string[]): void {
  const param = [...body.keys()].find((key) => !known.includes(key));
  if (param !== undefined)
    throw badRequest(`Unknown parameter: '${param.slice(0, 100)}'.`, { param, code: "unknown_parameter" });
}
