import { readGraderDocument } from "../../core/grader/document";
import type { JsonObject } from "../../core/json/value";
import { writeJson } from "../../core/json/write";
import type { GraderProvider } from "../../core/provider/provider";
import { raisedFlags } from "../../core/result/flags";
import { checkGrader } from "../../core/validate/validateGrader";
import { ApiError, badRequest } from "./apiError";
import { paramOf } from "./faultWords";
import { graderFault } from "./graderFault";
import { readRunRequest, readValidateRequest } from "./graderRequest";

/** A result, and what the log says of it: never a text of the request. */
export interface GraderAnswer {
  readonly body: string;
  readonly note: string;
}

/**
 * Grades one sample. What the grader or the sample did wrong is in the answer's flags, as at the service.
 * @param diagnostics whether the answer has ours too
 */
export async function answerRun(
  engine: GraderProvider,
  body: JsonObject,
  diagnostics: boolean,
  signal: AbortSignal,
): Promise<GraderAnswer> {
  const { grader, modelSample, item } = readRunRequest(body);
  const fault = graderFault(grader);
  if (fault) throw fault;
  const sample = { item, output: { kind: "text", text: modelSample } as const };
  const { diagnostics: ours, ...response } = await engine.run({ grader, sample }, signal);
  const { metadata } = response;
  const flags = raisedFlags(metadata.errors);
  return {
    body: JSON.stringify(diagnostics ? { ...response, diagnostics: ours } : response),
    note: [metadata.type, flags.length > 0 ? "errored" : "scored", ...flags].join(" "),
  };
}

/** The grader with a name, or the first fault that our own checks find; no Python is looked into (facts.md "Calls"). */
export async function answerValidate(
  engine: GraderProvider,
  body: JsonObject,
  signal: AbortSignal,
): Promise<GraderAnswer> {
  const sent = readValidateRequest(body);
  const fault = graderFault(sent);
  if (fault) throw asNestedTest(fault);
  const document = readGraderDocument("grader", writeJson(sent));
  const problem = checkGrader(document).find(({ severity }) => severity === "error");
  if (problem) {
    const param = paramOf(["grader", ...problem.path]);
    throw badRequest(`Invalid value for '${param}': ${problem.message}`, { param, code: "invalid_value" });
  }
  const { grader = sent } = await engine.validate(document, signal);
  return { body: writeJson(new Map([["grader", grader]])), note: `${document.type ?? ""} valid` };
}

/** The one public message on a sub-grader: a test inside the test names its place (facts.md "HTTP errors"). */
function asNestedTest(fault: ApiError): ApiError {
  const { param = "" } = fault.details;
  if (!param.startsWith("grader.graders.")) return fault;
  const message = fault.message.replace(`'${param}'`, `'${param.slice("grader.".length)}'`);
  return new ApiError(fault.status, `Multigrader validation test failed: 400: ${message}`, fault.details);
}
