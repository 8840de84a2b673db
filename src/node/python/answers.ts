import type { PythonFinding } from "../../core/ports";
import type { ChildOutcome, SandboxAnswer } from "./protocol";

type Check = (value: unknown) => boolean;
type Shape = Readonly<Record<string, Check>>;

const isText: Check = (value) => typeof value === "string";
const isNumber: Check = (value) => Number.isFinite(value);
const isCount: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const isBoolean: Check = (value) => typeof value === "boolean";
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const object =
  (shape: Shape): Check =>
  (value) =>
    typeof value === "object" &&
    value !== null &&
    Object.entries(shape).every(([key, check]) => check((value as Record<string, unknown>)[key]));

const isSentence: Check = (value) =>
  isText(value) || (listOf(isText)(value) && (value as string[]).length > 0);

/** An object whose `field` names one of the shapes. */
const oneOf =
  (field: string, shapes: Readonly<Record<string, Shape>>): Check =>
  (value) => {
    const name = object({ [field]: isText })(value) && (value as Record<string, string>)[field];
    const shape = typeof name === "string" && Object.hasOwn(shapes, name) ? shapes[name] : undefined;
    return shape !== undefined && object(shape)(value);
  };

const span = { line: isCount, column: isCount, endLine: isCount, endColumn: isCount };
const frame = {
  line: isCount,
  function: isText,
  column: optional(isCount),
  endLine: optional(isCount),
  endColumn: optional(isCount),
};
const swallowed = { type: isText, line: isCount, count: isCount };
const printed = {
  stdout: isText,
  stderr: isText,
  swallowed: optional(listOf(object(swallowed))),
  substitutes: optional(listOf(isText)),
  changed: optional(listOf(isText)),
};

const outcomes: Record<ChildOutcome["kind"], Shape> = {
  score: { value: isNumber, returned: isText, notes: listOf(isSentence), ...printed },
  runtime_error: {
    message: isSentence,
    mend: optional(isSentence),
    traceback: isText,
    frames: listOf(object(frame)),
    ...printed,
  },
};

const gradeFunction = {
  span: object(span),
  takesTwo: optional(isBoolean),
  parameters: listOf(isText),
  isAsync: isBoolean,
};

const place = { span: object(span) };
const edits = optional(listOf(object({ ...place, text: isText })));
const findings: Record<PythonFinding["kind"], Shape> = {
  import: { module: isText, ...place },
  network: { module: isText, ...place },
  except_constant: { value: isText, caught: listOf(isText), broad: isBoolean, ...place },
  json_unguarded: { text: isText, ...place },
  text_parameters: { names: listOf(isText), ...place },
  newer_syntax: place,
  missing_module: { message: isSentence, mend: isSentence, guarded: isBoolean, ...place },
  swapped_parameters: { names: listOf(isText), edits, ...place },
  no_number: { type: isText, every: isBoolean, edits, ...place },
  no_return: { every: isBoolean, ...place },
};

const answers: Record<SandboxAnswer["op"], Shape> = {
  begun: {},
  uncaged: { holes: listOf(isText) },
  ready: { runtime: isText, missingLayers: optional(listOf(isText)) },
  snapshot: { bytes: isCount },
  graded: {
    id: isCount,
    outcome: oneOf("kind", outcomes),
    stdout: optional(isText),
    stderr: optional(isText),
    spoiled: isBoolean,
    newFiles: optional(listOf(isText)),
    packages: optional(listOf(listOf(isText))),
    heapMb: isNumber,
  },
  parsed: {
    id: isCount,
    parse: oneOf("kind", {
      parsed: { grade: optional(object(gradeFunction)), findings: listOf(oneOf("kind", findings)) },
      syntax_error: { message: isText, span: object(span) },
    }),
  },
  died: { message: isText },
};

const isAnswer = oneOf("op", answers);

/**
 * Reads an answer's JSON. The token has shown that our own child wrote it, but Python wrote a part of it, and
 * a grader may have taken hold of that: undefined for what is no answer.
 */
export function readAnswer(json: string): SandboxAnswer | undefined {
  try {
    const answer: unknown = JSON.parse(json);
    return isAnswer(answer) ? (answer as SandboxAnswer) : undefined;
  } catch {
    return undefined;
  }
}
