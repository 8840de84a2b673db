import { t } from "@vscode/l10n";
import type { JsonPath } from "../json/value";
import { oncePerText } from "../remember";
import { isNamespace } from "./names";

/** A place in the template's own text, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface TextPart extends Span {
  readonly kind: "text";
  readonly text: string;
}

/** `{{ namespace.path }}`; an unknown namespace is kept for the lint and fails at run. */
export interface ReferencePart extends Span {
  readonly kind: "reference";
  readonly namespace: string;
  readonly path: JsonPath;
  /** The place of what stands between the braces, without blanks. */
  readonly inner: Span;
}

export type TemplateFaultCode = "template-unclosed" | "template-syntax";

/** Braces that are no reference: they stay as text (facts.md "Templates": no escape exists). */
export interface TemplateFault extends Span {
  readonly code: TemplateFaultCode;
  readonly message: string;
}

export interface ParsedTemplate {
  readonly parts: readonly (TextPart | ReferencePart)[];
  readonly faults: readonly TemplateFault[];
}

/** Characters of one template, in UTF-16 units; the engine refuses longer ones. */
export const MAX_TEMPLATE_LENGTH = 1_000_000;

const OPEN = "{{";
const CLOSE = "}}";

/**
 * Reads a templated string in linear time, once for many asks: of rows, and of rules at each key. Never fails: what
 * is no reference is text, with a fault.
 */
export const parseTemplate: (text: string) => ParsedTemplate = oncePerText(read);

function read(text: string): ParsedTemplate {
  const parts: (TextPart | ReferencePart)[] = [];
  const faults: TemplateFault[] = [];
  let textStart = 0;
  let at = text.indexOf(OPEN);
  let close = -1;
  while (at >= 0) {
    if (close < at + OPEN.length) close = text.indexOf(CLOSE, at + OPEN.length);
    if (close < 0) {
      faults.push(unclosed(at));
      break;
    }
    // The innermost braces are the ones meant: `{{{ "a": {{item.x}} }` has a reference inside.
    const open = text.lastIndexOf(OPEN, close - OPEN.length);
    const start = Math.max(open, at);
    faults.push(...unclosedBefore(text, at, start));
    const reference = readReference(text, start, close);
    if (reference.kind === "reference") {
      if (start > textStart) parts.push(textPart(text, textStart, start));
      parts.push(reference);
      textStart = reference.end;
    } else {
      faults.push(reference.fault);
    }
    at = text.indexOf(OPEN, close + CLOSE.length);
  }
  if (textStart < text.length) parts.push(textPart(text, textStart, text.length));
  return { parts, faults };
}

function unclosed(start: number): TemplateFault {
  const message = t('This "{{" is never closed, so it stays as text. Write "}}" after the variable.');
  return { code: "template-unclosed", message, start, end: start + OPEN.length };
}

/** Variables that begin and do not end before the next one does; other braces there are text. */
function unclosedBefore(text: string, from: number, to: number): readonly TemplateFault[] {
  if (from === to) return [];
  const begun = text.slice(from, to).matchAll(/\{\{\s*(?:item|sample)[.[]/g);
  return [...begun].map(({ index }) => unclosed(from + index));
}

export function isReference(part: TextPart | ReferencePart): part is ReferencePart {
  return part.kind === "reference";
}

/** The references of a template, in their order. */
export function referencesOf(template: ParsedTemplate): readonly ReferencePart[] {
  return template.parts.filter(isReference);
}

function textPart(text: string, start: number, end: number): TextPart {
  return { kind: "text", text: text.slice(start, end), start, end };
}

const BLANK = /\s/;

function readReference(
  text: string,
  start: number,
  close: number,
): ReferencePart | { readonly kind: "fault"; readonly fault: TemplateFault } {
  let from = start + OPEN.length;
  let to = close;
  while (from < to && BLANK.test(text.charAt(from))) from++;
  while (to > from && BLANK.test(text.charAt(to - 1))) to--;
  const inner = { start: from, end: to };
  const end = close + CLOSE.length;
  const read = readPath(text.slice(from, to));
  if (typeof read !== "string") return { kind: "reference", ...read, inner, start, end };
  return { kind: "fault", fault: { code: "template-syntax", message: read, start, end } };
}

const NAME = /^[^\s.[\]{}"'()|%*,:]+/;
const STEP = /^(?:\.([^\s.[\]{}"'()|%*,:]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|\['((?:[^'\\]|\\.)*)'\])/;

/** The namespace and path of `item.a[0]["b c"]`, or what is wrong with it. */
function readPath(expression: string): { namespace: string; path: JsonPath } | string {
  if (expression === "")
    return t(
      'Nothing stands between these braces, so they stay as text. Name a variable: "{0}".',
      "{{item.field}}",
    );
  const namespace = NAME.exec(expression)?.[0];
  if (namespace === undefined) return notAReference(expression, 0);
  const path: (string | number)[] = [];
  let at = namespace.length;
  while (at < expression.length) {
    const step = STEP.exec(expression.slice(at));
    if (!step) return notAReference(expression, at);
    path.push(readStep(step));
    at += step[0].length;
  }
  if (path.length === 0 && isNamespace(namespace)) {
    return t(
      '"{0}" names no field, so it stays as text. Write a path: "{1}".',
      inBraces(namespace),
      inBraces(`${namespace}.field`),
    );
  }
  if (path.length === 0) {
    return t(
      '"{0}" is no variable, so it stays as text. Variables begin with item. or sample.',
      inBraces(namespace),
    );
  }
  return { namespace, path };
}

function readStep([, name, index, double, single]: RegExpExecArray): string | number {
  if (name !== undefined) return name;
  if (index !== undefined) return Number(index);
  return (double ?? single ?? "").replace(/\\(.)/g, "$1");
}

function notAReference(expression: string, at: number): string {
  const shown = expression.length > 40 ? `${expression.slice(0, 39)}…` : expression;
  const variable = inBraces(shown);
  return `${whyNoReference(variable, expression.slice(at))} ${t("Use a path such as item.a.b[0].")}`;
}

function whyNoReference(variable: string, rest: string): string {
  if (rest.startsWith("[-"))
    return t('"{0}" is no variable, so it stays as text: an index can\'t be negative.', variable);
  if (rest.startsWith("[*"))
    return t('"{0}" is no variable, so it stays as text: [*] is not known to graders.', variable);
  if (/^\s*\|/.test(rest))
    return t('"{0}" is no variable, so it stays as text: filters are not known to graders.', variable);
  return t('"{0}" is no variable, so it stays as text: "{1}" can\'t stand there.', variable, rest.charAt(0));
}

function inBraces(expression: string): string {
  return `{{${expression}}}`;
}
