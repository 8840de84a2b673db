import { readPointer, writePointer } from "../json/pointer";
import type { JsonPath } from "../json/value";
import type { EmbeddedKind } from "./places";
import type { Agreement } from "./sync";

/** What a file that shows a string of a grader remembers, so that it is found again after a restart. */
export interface Link {
  readonly kind: EmbeddedKind;
  /** URI of the grader's document. */
  readonly document: string;
  /** The string's place in it, from the root. */
  readonly path: JsonPath;
  /** The grader that was opened, as it is run: a multi as a whole. */
  readonly grader: JsonPath;
  /** The file's own name. */
  readonly file: string;
  /** Undefined while the file has not been written yet. */
  readonly agreed: Agreement | undefined;
}

/** The record beside the file, as JSON. */
export function writeLink({ path, grader, ...link }: Link): string {
  return JSON.stringify({ ...link, path: writePointer(path), grader: writePointer(grader) }, undefined, 2);
}

/** @returns undefined where the text is no record of ours */
export function readLink(text: string): Link | undefined {
  const fields = parseObject(text);
  const { kind, document, file } = fields;
  if (kind !== "python" && kind !== "prompt") return undefined;
  if (typeof document !== "string" || typeof file !== "string" || /[/\\]/.test(file)) return undefined;
  const [path, grader] = [readPath(fields.path), readPath(fields.grader)];
  return path && grader && { kind, document, path, grader, file, agreed: readAgreement(fields.agreed) };
}

function readPath(value: unknown): JsonPath | undefined {
  return typeof value === "string" ? readPointer(value) : undefined;
}

function readAgreement(value: unknown): Agreement | undefined {
  const { json, file } = fieldsOf(value);
  return typeof json === "string" && typeof file === "string" ? { json, file } : undefined;
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    return {};
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
