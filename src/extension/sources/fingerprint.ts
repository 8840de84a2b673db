import { createHash } from "node:crypto";
import { editorText } from "../../core/embeddedText/editorText";
import { writePointer } from "../../core/json/pointer";
import type { JsonPath } from "../../core/json/value";

/** The same for texts that an editor can't tell apart. */
export function fingerprint(text: string): string {
  return hash(editorText(text), 32);
}

/** A short name of a place in a document, the same each time. */
export function fingerprintOfPlace(document: string, path: JsonPath): string {
  return hash(`${document}#${writePointer(path)}`, 10);
}

/** The first hexadecimal digits of a text's SHA-256. */
function hash(text: string, digits: number): string {
  return createHash("sha256").update(text, "utf8").digest("hex").slice(0, digits);
}
