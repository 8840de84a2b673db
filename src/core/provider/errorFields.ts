import { t } from "@vscode/l10n";
import { isObject, toPlain, type Json, type JsonObject, type PlainJson } from "../json/value";
import { writeJson } from "../json/write";
import { DETAIL_OF, ERROR_FLAGS, ERROR_KEYS, noErrors, type ErrorFlag } from "../result/errorFlags";
import { flagWords, raisedFlags, type FlagWords } from "../result/flags";
import type { Failure, PythonFrame, RunMetadata } from "../result/runResult";
import { USE_ENGINE } from "./hostedErrors";

type Errors = RunMetadata["errors"];

/**
 * `metadata.errors` of any answer: absent keys are down, unknown ones are kept (the reference has 14 keys,
 * the service 24; facts.md "Error flags").
 */
export function readErrors(value: Json | undefined): Errors {
  const given: JsonObject = isObject(value) ? value : new Map();
  const known = noErrors();
  const entries = [...given].map(([key, entry]): [string, PlainJson] => {
    if (isFlag(key)) return [key, isUp(entry)];
    if (Object.hasOwn(known, key)) return [key, entry === null ? null : textOf(entry)];
    return [key, toPlain(entry)];
  });
  return { ...known, ...Object.fromEntries(entries) };
}

function isFlag(key: string): key is ErrorFlag {
  return ERROR_FLAGS.some((flag) => flag === key);
}

/** A server that writes text in a flag's place means that it is up. */
function isUp(value: Json): boolean {
  return value !== null && value !== false && value !== "";
}

function textOf(value: Json): string {
  return typeof value === "string" ? value : writeJson(value);
}

/** The raised flags in words; a traceback's lines become places in a Python grader's source. */
export function readFailures(errors: Errors, graderType: string): readonly Failure[] {
  return ERROR_FLAGS.filter((flag) => errors[flag]).map((flag) => {
    const key = DETAIL_OF[flag];
    const detail = key === undefined ? null : errors[key];
    const { meaning, mend } = hostedWords(flag);
    const frames =
      flag === "python_grader_runtime_error" && graderType === "python" ? framesIn(detail ?? "") : [];
    return {
      flag,
      message: messageOf(flag, meaning, detail ?? ""),
      mend,
      ...(detail !== null && { detail }),
      ...(frames.length > 0 && { frames, path: ["source"] }),
    };
  });
}

/** Other mends than ours where the service is to blame. */
function hostedWords(flag: ErrorFlag): Pick<FlagWords, "meaning" | "mend"> {
  const { meaning, mend } = flagWords(flag);
  return { meaning, mend: flag === "python_grader_server_error" ? SERVICE_PYTHON_MEND : mend };
}

const SERVICE_PYTHON_MEND = `${t("Run it again; if it stays, ask the service whether your organisation may run Python there.")} ${USE_ENGINE}`;

/** A type is a bare word; details say at their end, as tracebacks do, what went wrong. */
function messageOf(flag: ErrorFlag, meaning: string, detail: string): string {
  if (detail === "") return meaning;
  return flag === "python_grader_server_error" ? `${meaning} (${detail})` : lastLine(detail);
}

function lastLine(detail: string): string {
  return detail.trimEnd().split("\n").at(-1)?.trim() ?? detail;
}

/** Lines of the grader's own source: what the service calls it is not public, so all but installed code. */
function framesIn(traceback: string): readonly PythonFrame[] {
  return [...traceback.matchAll(/^\s*File "([^"]*)", line (\d+)(?:, in (.+))?$/gm)]
    .filter(([, file = ""]) => /^<\w+>$|grader\w*\.py$/.test(file))
    .map(([, , line, name = "<module>"]) => ({ line: Number(line), function: name.trim() }));
}

/** Raised flags that this version does not know, as remarks. */
export function unknownFlagNotes(errors: Errors): readonly string[] {
  const known: readonly string[] = ERROR_KEYS;
  return raisedFlags(errors)
    .filter((flag) => !known.includes(flag))
    .map((flag) => t("The provider raised {0}, a flag that this version does not know.", flag));
}
