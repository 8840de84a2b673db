import { t } from "@vscode/l10n";
import { parseTree, printParseErrorCode, type Node as SyntaxNode, type ParseError } from "jsonc-parser";
import { oncePer } from "../remember";
import { describeSyntaxError } from "./syntaxErrors";
import { JsonNumber, valueAt, type Json, type JsonPath } from "./value";

/** Offsets into a text, in UTF-16 units; `end` is exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Something in the way of reading a text as JSON. */
export interface JsonFault extends TextRange {
  readonly code: "json-syntax" | "json-duplicate-key" | "json-too-deep" | "json-lone-surrogate";
  readonly message: string;
}

/** Deeper nesting than any grader or sample has; the limit keeps recursive code off the stack's end. */
export const MAX_JSON_DEPTH = 200;

export interface ReadOptions {
  /** Comments are faults unless allowed. */
  readonly comments?: boolean;
  /** Trailing commas too; allowed where comments are unless said otherwise. */
  readonly trailingCommas?: boolean;
}

/** A JSON text with the place of every value in it. */
export class JsonDocument {
  private constructor(
    readonly text: string,
    /** The root's value; undefined when there is none or the text is nested too deep. A faulty text gives what could be read. */
    readonly value: Json | undefined,
    readonly faults: readonly JsonFault[],
    readonly root: SyntaxNode | undefined,
  ) {}

  static read(text: string, { comments = false, trailingCommas = comments }: ReadOptions = {}): JsonDocument {
    const deep = findTooDeep(text);
    if (deep !== undefined) return new JsonDocument(text, undefined, [deep], undefined);
    const errors: ParseError[] = [];
    const root = parseTree(text, errors, {
      disallowComments: !comments,
      allowTrailingComma: trailingCommas,
      allowEmptyContent: false,
    });
    if (root) keepInside(root, text.length);
    const faults = errors.map((error) => syntaxFault(text, error));
    const value = root && readNode(root, text, faults);
    return new JsonDocument(text, value, faults, root);
  }

  /** The text of the part that this is about; comments around the root belong to the whole. */
  get ownText(): string {
    if (!this.root?.parent) return this.text;
    const { start, end } = rangeOfNode(this.root);
    return this.text.slice(start, end);
  }

  /** The same text with nothing in it that could be found. */
  static empty({ text, faults }: JsonDocument): JsonDocument {
    return new JsonDocument(text, undefined, faults, undefined);
  }

  /**
   * The part of the document at `path`, with paths of its own: ranges go on counting from the start of the
   * whole text. Undefined where nothing stands there.
   */
  within(path: JsonPath): JsonDocument | undefined {
    const root = this.nodeAt(path);
    if (!root) return undefined;
    const { start, end } = rangeOfNode(root);
    const faults = this.faults.filter((fault) => fault.start >= start && fault.start <= end);
    return new JsonDocument(this.text, valueAt(this.value, path), faults, root);
  }

  /** The node whose value `valueAt` gives: of a key that stands twice the last one, numbers are keys of objects too. */
  nodeAt(path: JsonPath): SyntaxNode | undefined {
    let node = this.root;
    for (const step of path) node = node && childAt(node, step);
    return node;
  }

  /** The range of the value at `path`; a missing value gives its nearest present ancestor, the whole text at last. */
  rangeOf(path: JsonPath): TextRange {
    for (let length = path.length; length >= 0; length--) {
      const node = this.nodeAt(path.slice(0, length));
      if (node) return rangeOfNode(node);
    }
    return { start: 0, end: this.text.length };
  }

  /** The range of a property with its key, or of the value where the last step is an index. */
  rangeOfMember(path: JsonPath): TextRange {
    const property = this.nodeAt(path)?.parent;
    return property?.type === "property" ? rangeOfNode(property) : this.rangeOf(path);
  }

  /** The range of a property's key, quotes included, or of the value where the last step is an index. */
  rangeOfKey(path: JsonPath): TextRange {
    const property = this.nodeAt(path)?.parent;
    const key = property?.type === "property" ? property.children?.[0] : undefined;
    return key ? rangeOfNode(key) : this.rangeOf(path);
  }
}

function childAt({ type, children = [] }: SyntaxNode, step: string | number): SyntaxNode | undefined {
  if (type === "array") return typeof step === "number" ? children[step] : undefined;
  if (type !== "object") return undefined;
  if (children.length > FEW_MEMBERS) return membersOf(children).get(String(step));
  return children.findLast((property) => property.children?.[0]?.value === String(step))?.children?.[1];
}

/** So many are looked through sooner than put into a map. */
const FEW_MEMBERS = 8;

/** The values of an object's properties by their keys; of equal keys the last one counts. */
const membersOf = oncePer((properties: readonly SyntaxNode[]) => {
  const entries = properties.map(({ children: [key, value] = [] }) => [key?.value as string, value] as const);
  return new Map(entries);
});

/** Of a text that ends too early, in a comment for one, the parser gives nodes that end behind it. */
function keepInside(root: SyntaxNode, end: number): void {
  for (let node: SyntaxNode | undefined = root; node; node = node.children?.at(-1)) {
    const inside = end - node.offset;
    if (node.length > inside) Object.assign(node, { length: inside });
  }
}

export function rangeOfNode(node: SyntaxNode): TextRange {
  return { start: node.offset, end: node.offset + node.length };
}

function syntaxFault(text: string, error: ParseError): JsonFault {
  const message = describeSyntaxError(
    printParseErrorCode(error.error),
    text.slice(error.offset, error.offset + error.length),
  );
  // What is missing at the text's end has no character there.
  const end = Math.min(error.offset + Math.max(error.length, 1), text.length);
  return { code: "json-syntax", message, start: error.offset, end };
}

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/u;

function readNode(node: SyntaxNode, text: string, faults: JsonFault[]): Json {
  switch (node.type) {
    case "object":
      return readObject(node, text, faults);
    case "array":
      return (node.children ?? []).map((child) => readNode(child, text, faults));
    case "number":
      return new JsonNumber(text.slice(node.offset, node.offset + node.length));
    case "string":
      checkSurrogates(node, faults);
      return node.value as string;
    default:
      return node.value as boolean | null;
  }
}

function readObject(node: SyntaxNode, text: string, faults: JsonFault[]): Json {
  const entries = new Map<string, Json>();
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (!key) continue;
    const name = key.value as string;
    checkSurrogates(key, faults);
    if (entries.has(name)) {
      const message = t(
        "The key {0} stands twice in this object; the last one counts. Remove one.",
        JSON.stringify(name),
      );
      faults.push({ code: "json-duplicate-key", message, ...rangeOfNode(key) });
    }
    if (value) entries.set(name, readNode(value, text, faults));
  }
  return entries;
}

function checkSurrogates(node: SyntaxNode, faults: JsonFault[]): void {
  const lone = LONE_SURROGATE.exec(node.value as string)?.[0];
  if (lone === undefined) return;
  const escape = `\\u${lone.charCodeAt(0).toString(16)}`;
  const message = t(
    "The text holds half of a surrogate pair ({0}), which no UTF-8 text can carry. Remove it or write the whole pair.",
    escape,
  );
  faults.push({ code: "json-lone-surrogate", message, ...rangeOfNode(node) });
}

/** Finds the bracket that exceeds {@link MAX_JSON_DEPTH}, without recursion and in linear time for any text. */
function findTooDeep(text: string): JsonFault | undefined {
  if (text.length <= MAX_JSON_DEPTH) return undefined;
  const strings = new Strings(text);
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === QUOTE) at = strings.endOf(at);
    else if (character === SLASH) at = endOfComment(text, at);
    else if (character === CLOSE_ARRAY || character === CLOSE_OBJECT) depth--;
    else if ((character === OPEN_ARRAY || character === OPEN_OBJECT) && ++depth > MAX_JSON_DEPTH) {
      const message = t(
        "Nested deeper than {0} levels. Graders and samples are never that deep: check for a runaway bracket.",
        MAX_JSON_DEPTH,
      );
      return { code: "json-too-deep", message, start: at, end: at + 1 };
    }
  }
  return undefined;
}

const [QUOTE, SLASH, BACKSLASH] = [0x22, 0x2f, 0x5c];
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Leaps from quote to quote: most of a big text is in long strings. */
class Strings {
  /** The line feed that ends the line of the string looked at last. */
  private lineEnd = -1;

  constructor(private readonly text: string) {}

  /** The closing quote of the string at `start`; an unclosed one ends with its line. */
  endOf(start: number): number {
    const { text } = this;
    if (this.lineEnd < start) this.lineEnd = orEnd(text.indexOf("\n", start), text);
    let quote = start;
    do quote = orEnd(text.indexOf('"', quote + 1), text);
    while (quote < this.lineEnd && isEscaped(text, quote));
    return Math.min(quote, this.lineEnd);
  }
}

function orEnd(index: number, text: string): number {
  return index < 0 ? text.length : index;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes++;
  return backslashes % 2 === 1;
}

/** The last character of the comment at `start`; `start` where there is none. */
function endOfComment(text: string, start: number): number {
  const kind = text.charAt(start + 1);
  if (kind !== "/" && kind !== "*") return start;
  const end = text.indexOf(kind === "/" ? "\n" : "*/", start + 2);
  return end < 0 ? text.length : end + (kind === "/" ? 0 : 1);
}
