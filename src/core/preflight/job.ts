import { t } from "@vscode/l10n";
import { graderAt, type GraderDocument } from "../grader/document";
import { JOB_GRADER } from "../grader/places";
import { JsonDocument } from "../json/document";
import { isObject, valueAt, type Json, type JsonPath } from "../json/value";

const RESPONSE_FORMAT: JsonPath = ["method", "reinforcement", "response_format"];

/** A fine-tuning job's request, as far as it can be read. */
export interface Job {
  readonly name: string;
  readonly json: JsonDocument;
  /** The base model; undefined where it is no text. */
  readonly model: string | undefined;
  readonly responseFormat: Json | undefined;
  /** The job's own grader; undefined where it has none. */
  readonly grader: GraderDocument | undefined;
}

/** A file that is no job that we can read; the message names it, the place and the mend. */
export class JobError extends Error {}

/**
 * Reads a job: the request of OpenAI's `POST /fine_tuning/jobs`, which Foundry takes too, as JSON with comments
 * allowed.
 * @throws JobError where the text is no JSON object
 */
export function readJob(name: string, text: string): Job {
  const json = JsonDocument.read(text, { comments: true });
  const fault = json.faults.find(({ code }) => code === "json-syntax" || code === "json-too-deep");
  if (fault || !isObject(json.value)) throw new JobError(notReadable(name, json, fault));
  const model = json.value.get("model");
  return {
    name,
    json,
    model: typeof model === "string" ? model : undefined,
    responseFormat: valueAt(json.value, RESPONSE_FORMAT),
    grader: valueAt(json.value, JOB_GRADER) === undefined ? undefined : graderAt(name, json, JOB_GRADER),
  };
}

function notReadable(
  name: string,
  { text }: JsonDocument,
  fault: { readonly message: string; readonly start: number } | undefined,
): string {
  if (/\.ya?ml$/.test(name))
    return t("{0}: jobs are read as JSON, and this is YAML. Convert it, for example by `yq -o json`.", name);
  if (!fault) return t('{0}: a job is a JSON object with "model" and "method".', name);
  const line = text.slice(0, fault.start).split("\n").length;
  return `${name}:${line}: ${fault.message}`;
}
