import type { GraderType } from "../grader/types";
import { fromPlain, isObject, type JsonObject, type PlainJson } from "../json/value";
import { keyFrom } from "../edit/keys";
import { pythonSource } from "./pythonSource";
import type { Comparison, SampleFields } from "./sampleFields";
import { snippetOf } from "./snippets";
import { lastKey, templateOf, type Variable } from "./variables";

type Fields = Readonly<Record<string, PlainJson>>;

/** A complete grader of a type that runs on the samples whose fields were inferred. */
export function makeGrader(type: GraderType, fields: SampleFields): JsonObject {
  const made = fromPlain(graderOf(type, fields));
  return isObject(made) ? made : new Map();
}

function graderOf(type: GraderType, fields: SampleFields): Fields {
  const snippet = snippetOf(type);
  const [first] = fields.comparisons;
  switch (type) {
    case "string_check":
      return { ...snippet, ...sidesOf(first), operation: first.operation };
    case "text_similarity":
      return { ...snippet, ...sidesOf(first) };
    case "python":
      return { ...snippet, source: pythonSource(fields) };
    case "score_model":
    case "label_model":
      return mapTexts(snippet, (text) => promptText(text, fields)) as Fields;
    case "multi":
      return { ...snippet, ...combination(snippet, fields) };
    case "endpoint":
      return snippet;
  }
}

function sidesOf({ output, reference }: Comparison): Fields {
  return { input: templateOf(output), reference: referenceText(reference) };
}

function referenceText(reference: Variable | string): string {
  return typeof reference === "string" ? reference : templateOf(reference);
}

/** One text exactly and closely; of several JSON fields each exactly, all for the same share. */
function combination({ graders, calculate_output }: Fields, { comparisons }: SampleFields): Fields {
  const [first, ...more] = comparisons;
  const { exact, close } = graders as { readonly exact: Fields; readonly close: Fields };
  if (more.length === 0) {
    const sides = sidesOf(first);
    return {
      graders: { exact: { ...exact, ...sides, operation: first.operation }, close: { ...close, ...sides } },
      ...(calculate_output !== undefined && { calculate_output }),
    };
  }
  const made: Record<string, PlainJson> = {};
  for (const comparison of comparisons) {
    const key = keyFrom(lastKey(comparison.output), Object.keys(made));
    made[key] = { ...exact, ...sidesOf(comparison), operation: comparison.operation };
  }
  const keys = Object.keys(made);
  return { name: "every field", graders: made, calculate_output: meanOf(keys) };
}

/** The formula of an average. */
export function meanOf(keys: readonly string[]): string {
  return keys.length === 1 ? keys.join("") : `(${keys.join(" + ")}) / ${keys.length}`;
}

/** A judge sees the whole output; a line about what the samples do not have is left out. */
function promptText(text: string, { comparisons, question }: SampleFields): string {
  const answer =
    comparisons.length === 1
      ? referenceText(comparisons[0].reference)
      : comparisons.map((each) => `${lastKey(each.output)} ${referenceText(each.reference)}`).join(", ");
  return text
    .split("\n")
    .filter((line) => question !== undefined || !line.includes(QUESTION))
    .join("\n")
    .replaceAll(QUESTION, () => (question ? templateOf(question) : ""))
    .replaceAll("{{item.answer}}", () => answer);
}

const QUESTION = "{{item.question}}";

function mapTexts(value: PlainJson | Fields, map: (text: string) => string): PlainJson {
  if (typeof value === "string") return map(value);
  if (Array.isArray(value)) return value.map((entry) => mapTexts(entry, map));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, mapTexts(entry, map)]));
}
