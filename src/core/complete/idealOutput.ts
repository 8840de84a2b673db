import type { GraderDocument } from "../grader/document";
import {
  isArray,
  isObject,
  JsonNumber,
  textAt,
  valueAt,
  type Json,
  type JsonObject,
  type JsonPath,
} from "../json/value";
import { tryReadJson } from "../json/read";
import { writeJson } from "../json/write";
import { parseTemplate, type ReferencePart } from "../template/parse";
import { renderTemplate } from "../template/render";
import { gradersIn, type FoundGrader } from "../validate/graders";

/**
 * The output that a grader would like best for a data row, where its templates can be inverted:
 * `{{sample.output_json.name}}` against `{{item.name}}` wants `{"name": …}`. Undefined where nothing in the
 * grader says so, or where two sub-graders want different things.
 */
export function idealOutput(grader: GraderDocument, item: Json): string | undefined {
  const wishes = gradersIn(grader).flatMap((found) => wishOf(found, item) ?? []);
  const texts = new Set(wishes.filter(({ path }) => path === "text").map(({ text }) => text));
  if (texts.size > 1) return undefined;
  const [text] = texts;
  const fields = wishes.filter((wish): wish is FieldWish => wish.path !== "text");
  if (fields.length === 0) return text;
  if (text !== undefined) return undefined;
  const built = buildJson(fields);
  return built === undefined ? undefined : writeJson(built);
}

interface FieldWish {
  readonly path: JsonPath;
  readonly text: string;
  readonly value: Json;
}
type Wish = FieldWish | { readonly path: "text"; readonly text: string };

/** Types whose reward is highest when `input` is `reference`. */
const COMPARING: ReadonlySet<string> = new Set(["string_check", "text_similarity"]);

function wishOf({ type, value }: FoundGrader, item: Json): Wish | undefined {
  if (type === undefined || !COMPARING.has(type) || value.get("operation") === "ne") return undefined;
  const input = textAt(value, ["input"]);
  const reference = textAt(value, ["reference"]);
  if (input === undefined || reference === undefined) return undefined;
  return invert(input, reference, item) ?? invert(reference, input, item);
}

/** What `side`, a single variable of `sample`, must be so that it is `wanted`. */
function invert(side: string, wanted: string, item: Json): Wish | undefined {
  const variable = soleReference(side);
  if (variable?.namespace !== "sample") return undefined;
  const rendered = renderTemplate(parseTemplate(wanted), { item, sample: new Map() });
  if (rendered.kind !== "text") return undefined;
  const { text } = rendered;
  const [field, ...path] = variable.path;
  if (field === "output_text" && path.length === 0) return { path: "text", text };
  return field === "output_json" ? { path, text, value: valueFor(wanted, text, item) } : undefined;
}

/** The variable that is all of a template. */
export function soleReference(template: string): ReferencePart | undefined {
  const { parts } = parseTemplate(template);
  const [part] = parts;
  return parts.length === 1 && part?.kind === "reference" ? part : undefined;
}

/** A number or structure of the row stays one; text stays text. */
function valueFor(wanted: string, text: string, item: Json): Json {
  const variable = soleReference(wanted);
  const value = variable?.namespace === "item" ? valueAt(item, variable.path) : undefined;
  if (typeof value === "string") return value;
  return value instanceof JsonNumber || isObject(value) || isArray(value)
    ? (tryReadJson(text) ?? text)
    : text;
}

/** One JSON value with every wished field; undefined where two wishes meet at one place or an index leaves a gap. */
function buildJson(wishes: readonly FieldWish[]): Json | undefined {
  const [first] = wishes;
  if (!first) return undefined;
  if (wishes.some(({ path }) => path.length === 0)) {
    return wishes.every(({ path, text }) => path.length === 0 && text === first.text)
      ? first.value
      : undefined;
  }
  const groups = new Map<string | number, FieldWish[]>();
  for (const wish of wishes) {
    const [step = "", ...path] = wish.path;
    groups.set(step, [...(groups.get(step) ?? []), { ...wish, path }]);
  }
  const entries = [...groups].map(([step, inner]) => [step, buildJson(inner)] as const);
  if (entries.some(([, value]) => value === undefined)) return undefined;
  const built = entries as readonly (readonly [string | number, Json])[];
  return built.every(([step]) => typeof step === "number") ? buildArray(built) : buildObject(built);
}

function buildArray(entries: readonly (readonly [string | number, Json])[]): Json | undefined {
  const sorted = [...entries].sort(([a], [b]) => Number(a) - Number(b));
  return sorted.every(([step], index) => step === index) ? sorted.map(([, value]) => value) : undefined;
}

function buildObject(entries: readonly (readonly [string | number, Json])[]): JsonObject {
  return new Map(entries.map(([step, value]) => [String(step), value]));
}
