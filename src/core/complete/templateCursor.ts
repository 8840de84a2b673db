import type { GraderDocument } from "../grader/document";
import type { StringOffsets } from "../json/stringOffsets";
import type { JsonPath } from "../json/value";
import { isReference, parseTemplate } from "../template/parse";
import { gradersIn, templatedStrings } from "../validate/graders";
import { stringOffsetsAt } from "../validate/places";

/** A templated string with a place in it. */
export interface TemplatePlace {
  /** What the string means. */
  readonly text: string;
  /** The place in that text. */
  readonly at: number;
  readonly offsets: StringOffsets;
}

/** The templated string whose inside holds `offset`; undefined on its quotes' outer sides and elsewhere. */
export function templateAt({ json, root }: GraderDocument, offset: number): TemplatePlace | undefined {
  for (const { path } of gradersIn({ root }).flatMap(templatedStrings)) {
    const node = json.nodeAt(path);
    if (!node || offset <= node.offset || offset > node.offset + node.length) continue;
    const offsets = stringOffsetsAt(json, path);
    if (!offsets || offset > offsets.toSource(offsets.decoded.length)) continue;
    return { text: offsets.decoded, at: offsets.toDecoded(offset), offsets };
  }
  return undefined;
}

/** What is typed of a variable, up to the cursor. All places are in the string's decoded text. */
export interface TypedVariable {
  /** What the next step is a part of; undefined while the namespace itself is typed. */
  readonly parent: { readonly namespace: string; readonly path: JsonPath } | undefined;
  /** Where the step, its `.` or `[` included, or the namespace begins. */
  readonly start: number;
  /** Whether a blank follows the opening braces, so that one belongs before the closing ones. */
  readonly spaced: boolean;
}

const NAME_UNIT = String.raw`[^\s.[\]{}"'()|%*,:]`;
const LAST_STEP = new RegExp(String.raw`(?:\.${NAME_UNIT}*|\[[^\]]*)$`, "u");
const WORD = new RegExp(`^${NAME_UNIT}*$`, "u");

/** The variable that is being typed at the cursor; undefined where none is. */
export function typedVariable(text: string, at: number): TypedVariable | undefined {
  const open = at < 2 ? -1 : text.lastIndexOf("{{", at - 2);
  if (open < 0) return undefined;
  const inside = text.slice(open + 2, at);
  const typed = inside.trimStart();
  if (inside.includes("}")) return undefined;
  const spaced = /^\s/.test(text.slice(open + 2));
  if (WORD.test(typed)) return { parent: undefined, start: at - typed.length, spaced };
  const step = LAST_STEP.exec(typed);
  const parent = step && readParent(typed.slice(0, step.index));
  return parent ? { parent, start: at - typed.length + step.index, spaced } : undefined;
}

function readParent(expression: string): TypedVariable["parent"] {
  if (expression === "item" || expression === "sample") return { namespace: expression, path: [] };
  const [part, ...more] = parseTemplate(`{{${expression}}}`).parts;
  return part && isReference(part) && more.length === 0 ? part : undefined;
}

/** How the text goes on behind the cursor. */
export interface Behind {
  /** Where the step under the cursor ends. */
  readonly stepEnd: number;
  /** Where the closing braces end, if nothing but blanks stands before them. */
  readonly closeEnd: number | undefined;
  /** Whether the variable is closed at all. */
  readonly closed: boolean;
}

const REST_OF_NAME = new RegExp(`^${NAME_UNIT}*`, "u");
const REST_OF_BRACKET = /^[^\s\][{}]*\]?/;

/** @param start where the step under the cursor begins */
export function behindCursor(text: string, at: number, start: number): Behind {
  const rest = text.slice(at);
  const stepRest = text.charAt(start) === "[" ? REST_OF_BRACKET : REST_OF_NAME;
  const stepLength = stepRest.exec(rest)?.[0].length ?? 0;
  const close = stepLength === 0 ? /^\s*\}\}/.exec(rest) : null;
  return {
    stepEnd: at + stepLength,
    closeEnd: close ? at + close[0].length : undefined,
    closed: /^[^\s{}]*\s*\}\}/.test(rest),
  };
}
