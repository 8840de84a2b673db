import { t } from "@vscode/l10n";
import type { GraderDocument } from "../grader/document";
import type { TextRange } from "../json/document";
import { isObject, isArray, type Json } from "../json/value";
import { writeJson } from "../json/write";
import { orWords } from "../lists";
import { Markdown } from "../markdown";
import type { Sample } from "../sample/sample";
import { NAMESPACES, type Namespace } from "../template/names";
import {
  behindCursor,
  templateAt,
  typedVariable,
  type TemplatePlace,
  type TypedVariable,
} from "./templateCursor";
import { fieldsAt, type Field } from "../template/fields";
import { schemaFieldsAt } from "./schemaItem";
import { valueBlock } from "./valueBlock";

/** One suggestion within `{{ }}` of a templated string. */
export interface TemplateCompletion {
  readonly kind: "namespace" | "field";
  readonly label: string;
  /** Kinds and a sample's value, in a few words. */
  readonly detail: string;
  readonly documentation: Markdown;
  /** What is inserted, as JSON source: before the cursor's new place, and behind it. */
  readonly text: string;
  readonly behind: string;
  /** What the typed text, which `inserting` begins with, is matched against. */
  readonly filter: string;
  /** Offsets into the file, within the quotes; `replacing` begins with `inserting`. */
  readonly inserting: TextRange;
  readonly replacing: TextRange;
  /** Whether more is to be chosen behind it. */
  readonly goesOn: boolean;
}

/** What can stand at `offset` of a grader's file, if that is within the braces of a templated string. */
export function completeTemplate(
  document: GraderDocument,
  offset: number,
  samples: readonly Sample[],
): readonly TemplateCompletion[] {
  const place = templateAt(document, offset);
  // Within an escape nothing can be inserted.
  if (place?.offsets.toSource(place.at) !== offset) return [];
  const typed = typedVariable(place.text, place.at);
  if (!typed) return [];
  const slot = slotAt(place, typed);
  const { parent } = typed;
  if (!parent) return namespaceCompletions(slot);
  const { fields, samples: looked } = fieldsAt(parent.namespace, parent.path, samples);
  const isUnseen = parent.namespace === ("item" satisfies Namespace) && looked === 0;
  const known = isUnseen ? schemaFieldsAt(document, parent.path) : fields;
  return known.map((field) => fieldCompletion(field, looked, slot));
}

/** Whether a variable is being typed at `offset`, so that reading samples is worth the while. */
export function isTypingVariable(document: GraderDocument, offset: number): boolean {
  const place = templateAt(document, offset);
  return place !== undefined && typedVariable(place.text, place.at) !== undefined;
}

interface Slot {
  readonly inserting: TextRange;
  readonly replacing: TextRange;
  /** What closes the variable, if that is to be written. */
  readonly close: string;
  /** The step's beginning as it stands in the file: `.`, `[`, `[\"` or nothing. */
  readonly opener: string;
}

function slotAt({ text, at, offsets }: TemplatePlace, { start, spaced }: TypedVariable): Slot {
  const { stepEnd, closeEnd, closed } = behindCursor(text, at, start);
  const typed = text.slice(start, at);
  const close = closeEnd === undefined ? (spaced ? " }}" : "}}") : text.slice(at, closeEnd);
  return {
    inserting: offsets.toSourceRange(start, closeEnd ?? at),
    // What stands behind an open variable is text, and VS Code replaces unasked in JSON.
    replacing: offsets.toSourceRange(start, closeEnd ?? (closed ? stepEnd : at)),
    close: closed && closeEnd === undefined ? "" : escapeJson(close),
    opener: escapeJson(/^(?:\.|\[["']?)?/.exec(typed)?.[0] ?? ""),
  };
}

function namespaceCompletions({ inserting, replacing, close }: Slot): readonly TemplateCompletion[] {
  return Object.entries(NAMESPACES).map(([name, description]) => ({
    kind: "namespace",
    label: name,
    detail: description,
    documentation: Markdown.text(description),
    text: `${name}.`,
    behind: close,
    filter: name,
    inserting,
    replacing,
    goesOn: true,
  }));
}

function fieldCompletion(field: Field, looked: number, slot: Slot): TemplateCompletion {
  const step = escapeJson(stepText(field.step));
  const isOpen = isObject(field.example) || isArray(field.example);
  return {
    kind: "field",
    label: String(field.step),
    detail: detailOf(field),
    documentation: documentationOf(field, looked),
    // Of an object a part may be meant, or all of it: the cursor stays before the braces.
    text: isOpen ? step : step + slot.close,
    behind: isOpen ? slot.close : "",
    filter: slot.opener + escapeJson(String(field.step)),
    inserting: slot.inserting,
    replacing: slot.replacing,
    goesOn: false,
  };
}

/** A step as the parser of templates reads it back. */
function stepText(step: string | number): string {
  if (typeof step === "number") return `[${step}]`;
  if (/^[^\s.[\]{}"'()|%*,:]+$/.test(step)) return `.${step}`;
  return `["${step.replace(/["\\]/g, "\\$&")}"]`;
}

/** The text as it stands between the quotes of a JSON string. */
function escapeJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

const MOST_DETAIL = 60;

function detailOf({ kinds, example }: Field): string {
  const words = kinds.join(" | ");
  if (example === undefined) return words;
  const text = exampleText(example);
  return `${words} · ${text.length > MOST_DETAIL ? `${text.slice(0, MOST_DETAIL)}…` : text}`;
}

function exampleText(value: Json): string {
  return typeof value === "string" ? JSON.stringify(value) : writeJson(value);
}

function documentationOf({ step, kinds, count, example, description }: Field, looked: number): Markdown {
  const text = (words: string) => Markdown.text(words);
  return Markdown.paragraphs(
    ...(description === undefined ? [] : [text(description)]),
    ...(kinds.length > 0
      ? [Markdown.sentence("{0}: {1}", Markdown.code(String(step)), text(orWords(kinds)))]
      : []),
    ...(example === undefined ? [] : [text(t("In the samples, for example:")), valueBlock(example)]),
    ...(count > 0 && count < looked ? [text(t("Only {0} of {1} samples have it.", count, looked))] : []),
  );
}
