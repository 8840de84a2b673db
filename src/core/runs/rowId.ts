import { isArray, isObject, type Json } from "../json/value";
import { writeJson } from "../json/write";
import type { Sample } from "../sample/sample";

/**
 * What results of a row belong to: 16 hexadecimal digits, and behind a dash its ordinal among equal rows where it is
 * not the first (`9f86d081884c7d65-2`).
 */
export type RowId = string;

/** SHA-256 of a text's UTF-8, in hexadecimal. A port, since the platform's own is many times faster than JavaScript. */
export type HashText = (text: string) => string;

/** 64 bits: of a million rows two that differ share them once in 40 million files. */
const DIGITS = 16;

/** Gives rows their ids, in the rows' order. */
export class RowIds {
  private readonly seen = new Map<string, number>();

  constructor(private readonly hash: HashText) {}

  of(sample: Sample): RowId {
    const hash = rowHash(sample, this.hash);
    const ordinal = (this.seen.get(hash) ?? 0) + 1;
    this.seen.set(hash, ordinal);
    return ordinal === 1 ? hash : `${hash}-${ordinal}`;
  }
}

/** A row's id without its ordinal: what equal rows share, and what needs none of the rows before. */
export function rowHash(sample: Sample, hash: HashText): string {
  return hash(identityText(sample)).slice(0, DIGITS);
}

/**
 * What a row is, as JSON: its item and output with keys sorted and numbers as they are written. What people say about
 * a row (`name`, `expect`, `label`, `group`) stays out of it, so that saying it loses no result. A row that can't be read is
 * its text.
 */
export function identityText({ item, output }: Sample): string {
  const fields: [string, Json][] = [["item", item]];
  if (output.kind === "text") fields.push(["model_sample", output.text]);
  if (output.kind === "sample") fields.push(["sample", output.sample]);
  if (output.kind === "none" && output.given) fields.push(["sample", output.given]);
  if (output.kind === "none" && output.why?.reason === "unreadable") return output.why.text;
  return writeJson(sorted(new Map(fields)));
}

function sorted(value: Json): Json {
  if (isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const entries = [...value].map(([key, entry]): [string, Json] => [key, sorted(entry)]);
  return new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
