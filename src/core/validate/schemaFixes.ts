import { t } from "@vscode/l10n";
import { appendMembers } from "../edit/members";
import { OPTIONAL_FIELDS } from "../grader/optionalFields";
import { closestOnes } from "../json/closest";
import type { JsonDocument } from "../json/document";
import { isObject, JsonNumber, valueAt, type Json, type JsonPath } from "../json/value";
import { writeJson } from "../json/write";
import { MOST_SUGGESTIONS, removed } from "./fixes";
import { foreignWord, type Meant } from "./foreignWords";
import type { ProblemFix } from "./problem";
import type { SchemaFinding } from "./schemaFinding";

/** The spellings of eval runs and of older chat completions in a grader (facts.md "Sampling parameters"). */
const MEANT_KEYS: ReadonlyMap<unknown, string> = new Map([
  ["max_completion_tokens", "max_completions_tokens"],
  ["max_tokens", "max_completions_tokens"],
]);

/** What a missing field most likely is to be. */
const USUAL_VALUES: ReadonlyMap<string, string> = new Map([
  ["input", "{{sample.output_text}}"],
  ["operation", "eq"],
  ["evaluation_metric", "fuzzy_match"],
  ["role", "user"],
]);

/** Mends of a schema's finding, the most likely first. */
export function schemaFixes(json: JsonDocument, finding: SchemaFinding): readonly ProblemFix[] {
  const { keyword, path } = finding;
  if (isUnset(json, finding)) return [{ ...removed(json, path), automatic: true }];
  switch (keyword) {
    case "enum":
    case "const":
      return otherChoices(json, finding);
    case "type":
      return otherTypes(json, finding);
    case "required":
      return missing(json, finding);
    case "additionalProperties":
      return unknownProperty(json, finding);
    case "minimum":
    case "maximum":
      return [replaced(json, path, String(finding.params.limit))];
    case "deprecationMessage":
      return deprecated(json, path);
    case "not":
      return ["model_sample", "sample"].map((key) => removed(json, [...path, key]));
    default:
      return [];
  }
}

/** Whether a finding is of a `null` where the field may be left out. */
export function isUnset(json: JsonDocument, { keyword, path }: SchemaFinding): boolean {
  const field = path.at(-1);
  const isOptional = typeof field === "string" && OPTIONAL_FIELDS.has(field);
  return keyword === "type" && isOptional && valueAt(json.value, path) === null;
}

/** @param text JSON text */
function replaced(json: JsonDocument, path: JsonPath, text: string): ProblemFix {
  const shown = text.length > 40 ? `${text.slice(0, 39)}…` : text;
  return { title: t("Replace with {0}", shown), edits: [{ range: json.rangeOf(path), newText: text }] };
}

function renamed(json: JsonDocument, path: JsonPath, key: string): ProblemFix {
  const edits = [{ range: json.rangeOfKey(path), newText: JSON.stringify(key) }];
  return { title: t('Rename to "{0}"', key), edits };
}

function otherChoices(json: JsonDocument, finding: SchemaFinding): readonly ProblemFix[] {
  const { path } = finding;
  const value = valueAt(json.value, path);
  const meant = typeof value === "string" ? foreignChoice(finding, value) : undefined;
  if (meant) {
    const [only] = meant.choices;
    if (only !== undefined && meant.isSure)
      return [{ ...replaced(json, path, JSON.stringify(only)), automatic: true }];
    return meant.choices.map((choice) => replaced(json, path, JSON.stringify(choice)));
  }
  const choices = choicesOf(finding);
  const near = typeof value === "string" ? closestOnes(value, choices) : [];
  const only = choices.length === 1 ? choices : near;
  return only.slice(0, MOST_SUGGESTIONS).map((choice) => replaced(json, path, JSON.stringify(choice)));
}

/** What a word means in the field of a finding where it is another tool's: the guide's `neq`, `contains`. */
export function foreignChoice(finding: SchemaFinding, word: string): Meant | undefined {
  return foreignWord(String(finding.path.at(-1)), word, choicesOf(finding));
}

function choicesOf({ params }: SchemaFinding): readonly string[] {
  const { allowedValues = [params.allowedValue] } = params as { allowedValues?: readonly unknown[] };
  return allowedValues.filter((choice) => typeof choice === "string");
}

/** What the value would be as another type, where that is beyond doubt: `"0.5"` as a number. */
function otherTypes(json: JsonDocument, { path, params }: SchemaFinding): readonly ProblemFix[] {
  const value = valueAt(json.value, path);
  const wanted = Array.isArray(params.type) ? (params.type as unknown[]) : [params.type];
  const text = value === undefined ? undefined : asType(value, wanted, path.at(-1) === "input");
  return text === undefined ? [] : [replaced(json, path, text)];
}

function asType(value: Json, wanted: readonly unknown[], isPrompt: boolean): string | undefined {
  if (typeof value === "string") {
    if (wanted.includes("number") && isNumber(value)) return value.trim();
    if (wanted.includes("integer") && /^\s*-?\d+\s*$/.test(value)) return value.trim();
    if (wanted.includes("boolean") && /^(?:true|false)$/i.test(value)) return value.toLowerCase();
    if (!wanted.includes("array")) return undefined;
    const text = JSON.stringify(value);
    return isPrompt ? `[{ "role": "user", "content": ${text} }]` : `[${text}]`;
  }
  const isScalar = typeof value === "boolean" || value instanceof JsonNumber;
  return wanted.includes("string") && isScalar ? JSON.stringify(writeJson(value)) : undefined;
}

function isNumber(text: string): boolean {
  return /^\s*-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?\s*$/.test(text);
}

function missing(json: JsonDocument, { path, property = "" }: SchemaFinding): readonly ProblemFix[] {
  const object = valueAt(json.value, path);
  const usual = USUAL_VALUES.get(property);
  // A judge's input is a list of messages.
  const isPrompt = property === "input" && isObject(object) && object.has("model");
  if (usual === undefined || isPrompt) return [];
  const title = t("Add {0}", `"${property}": "${usual}"`);
  return [{ title, edits: appendMembers(json, path, [[property, usual]]) }];
}

function unknownProperty(
  json: JsonDocument,
  { path, property = "", known = [] }: SchemaFinding,
): readonly ProblemFix[] {
  const object = valueAt(json.value, path);
  const free = known.filter((name) => isObject(object) && !object.has(name));
  const at = [...path, property];
  return [
    ...closestOnes(property, free)
      .slice(0, MOST_SUGGESTIONS)
      .map((name) => renamed(json, at, name)),
    removed(json, at),
  ];
}

function deprecated(json: JsonDocument, path: JsonPath): readonly ProblemFix[] {
  const meant = MEANT_KEYS.get(path.at(-1));
  const siblings = valueAt(json.value, path.slice(0, -1));
  if (meant === undefined) return [removed(json, path)];
  if (isObject(siblings) && siblings.has(meant)) return [removed(json, path)];
  return [{ ...renamed(json, path, meant), automatic: true }];
}
