import { t } from "@vscode/l10n";
import {
  isArray,
  isObject,
  JsonNumber,
  reach,
  type Json,
  type JsonObject,
  type JsonPath,
} from "../json/value";
import { tryReadJson } from "../json/read";
import { PYTHON, writeJson } from "../json/write";
import type { ErrorFlag } from "../result/errorFlags";
import { said, type Said } from "../said";
import { isNamespace } from "./names";
import { type ParsedTemplate, type ReferencePart, type Span } from "./parse";

/** What templates see. */
export interface TemplateData {
  readonly item: Json;
  readonly sample: JsonObject;
}

/**
 * How values that are no strings become text. The service's way is not public (facts.md "Templates"):
 * `json` as Python's `json.dumps`, `python` as Python's `str`.
 */
export type ValueStyle = "json" | "python";

/** A variable that has no value in this sample. */
export interface MissingVariable extends Span, Said {
  readonly mend: string;
  readonly flags: readonly ErrorFlag[];
}

export type Rendered =
  | {
      readonly kind: "text";
      readonly text: string;
      /** A variable went on into a text which is JSON. */
      readonly isWithinText: boolean;
    }
  | { readonly kind: "missing"; readonly missing: readonly MissingVariable[] }
  | { readonly kind: "too-long" };

/** Characters that a template may become, in UTF-16 units: many variables of large values multiply. */
export const MAX_RENDERED_LENGTH = 20_000_000;

/** Substitutes every variable once; substituted text is not read again (facts.md "Templates"). */
export function renderTemplate(
  template: ParsedTemplate,
  data: TemplateData,
  style: ValueStyle = "json",
): Rendered {
  const texts: string[] = [];
  const missing: MissingVariable[] = [];
  let length = 0;
  let isWithinText = false;
  for (const part of template.parts) {
    const found = part.kind === "text" ? undefined : find(part, data);
    const value = part.kind === "text" ? part.text : found?.value;
    if (found?.isWithinText === true) isWithinText = true;
    if (value === undefined) {
      if (part.kind === "reference") missing.push(explainMissing(part, data));
      continue;
    }
    const text = valueText(value, style);
    length += text.length;
    if (length > MAX_RENDERED_LENGTH) return { kind: "too-long" };
    texts.push(text);
  }
  if (missing.length > 0) return { kind: "missing", missing };
  return { kind: "text", text: texts.join(""), isWithinText };
}

/** The value that a reference has in the data; undefined where it has none. */
export function lookUp(part: ReferencePart, data: TemplateData): Json | undefined {
  return find(part, data)?.value;
}

function find({ namespace, path }: ReferencePart, data: TemplateData): FoundValue | undefined {
  return isNamespace(namespace) ? valueThrough(data[namespace], path) : undefined;
}

interface FoundValue {
  readonly value: Json | undefined;
  /** Whether the path went on into a text to find it. */
  readonly isWithinText: boolean;
}

/**
 * The value at a path that may go on into a text which is JSON, as arguments of tool calls are (facts.md "Sample").
 * What the service puts in then is not public.
 */
export function valueThrough(root: Json, path: JsonPath): FoundValue {
  const { depth, value } = reach(root, path);
  if (depth === path.length) return { value, isWithinText: false };
  const inner = typeof value === "string" && LIKE_CONTAINER.test(value) ? tryReadJson(value) : undefined;
  if (inner === undefined) return { value: undefined, isWithinText: false };
  const found = valueThrough(inner, path.slice(depth)).value;
  return { value: found, isWithinText: found !== undefined };
}

/** A text that is a number or a text has nothing in it to go on to. */
const LIKE_CONTAINER = /^\s*[[{]/;

/** How a value stands in rendered text. */
export function valueText(value: Json, style: ValueStyle): string {
  if (typeof value === "string") return value;
  return style === "json" ? writeJson(value, PYTHON) : pythonText(value);
}

/** Python's `repr`, which `str` uses for what stands inside lists and dicts. */
function pythonText(value: Json): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (value instanceof JsonNumber) return value.text;
  if (typeof value === "string") return pythonString(value);
  if (isArray(value)) return `[${value.map(pythonText).join(", ")}]`;
  return `{${[...value].map(([key, entry]) => `${pythonString(key)}: ${pythonText(entry)}`).join(", ")}}`;
}

const PYTHON_ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

function pythonString(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const body = text.replace(/[\\\n\r\t]/g, (unit) => PYTHON_ESCAPES[unit] ?? unit);
  return quote + (quote === "'" ? body.replaceAll("'", "\\'") : body) + quote;
}

/** `item.a[0].b` as authors write it. */
export function pathText(namespace: string, path: JsonPath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return /^[^\s.[\]{}"'()|%*,:]+$/.test(step) ? `${text}.${step}` : `${text}[${JSON.stringify(step)}]`;
  }, namespace);
}

function explainMissing(part: ReferencePart, data: TemplateData): MissingVariable {
  const name = `{{${pathText(part.namespace, part.path)}}}`;
  const span = { start: part.start, end: part.end };
  if (!isNamespace(part.namespace)) {
    return {
      ...span,
      ...said('{0} begins with "{1}", which is no namespace.', name, part.namespace),
      mend: t("Begin the variable with item. or sample."),
      flags: ["invalid_variable_error"],
    };
  }
  if (
    part.namespace === "sample" &&
    part.path[0] === "output_json" &&
    (data.sample.get("output_json") ?? null) === null
  ) {
    return {
      ...span,
      ...said("{0} needs an output that is JSON, and this one is none.", name),
      mend: t("Give the model a response_format in training, or read sample.output_text."),
      // The docs name both flags for this case (facts.md "Templates").
      flags: ["sample_parse_error", "invalid_variable_error"],
    };
  }
  return {
    ...span,
    ...missingMessage(name, part, data),
    mend: missingMend(part, data),
    flags: ["invalid_variable_error"],
  };
}

/** The longest part of the path that has a value, and that value. */
function deepestFound(part: ReferencePart, data: TemplateData): { depth: number; value: Json } {
  return reach(part.namespace === "item" ? data.item : data.sample, part.path);
}

function missingMessage(name: string, part: ReferencePart, data: TemplateData): Said {
  const { depth, value } = deepestFound(part, data);
  const parent = pathText(part.namespace, part.path.slice(0, depth));
  const step = part.path[depth];
  if (isArray(value) && typeof step === "number") {
    return tooShort(name, parent, value.length);
  }
  if (isArray(value))
    return said("{0} has no value: {1} is an array, read by index as {1}[0].", name, parent);
  if (!isObject(value)) return said("{0} has no value: {1} is no object.", name, parent);
  return said("{0} has no value: {1} has no {2}.", name, parent, JSON.stringify(String(step)));
}

function tooShort(name: string, parent: string, entries: number): Said {
  if (entries === 0) return said("{0} has no value: {1} has no entries.", name, parent);
  return entries === 1
    ? said("{0} has no value: {1} has 1 entry.", name, parent)
    : said("{0} has no value: {1} has {2} entries.", name, parent, entries);
}

function missingMend(part: ReferencePart, data: TemplateData): string {
  const { value } = deepestFound(part, data);
  const keys = isObject(value) ? [...value.keys()].slice(0, 8) : [];
  return keys.length > 0
    ? t("It has: {0}.", keys.join(", "))
    : t("Correct the variable or add the field to the sample.");
}
