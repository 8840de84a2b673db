import { t } from "@vscode/l10n";
import { JsonDocument } from "../json/document";
import { JsonReadError, readJson } from "../json/read";
import { isObject, JsonNumber, textAt, toPlain, type Json, type JsonObject } from "../json/value";
import { writeJson } from "../json/write";
import { ownRow, rowValues, type RowReading } from "./dataRows";
import type { DataRecord } from "./records";
import { rowFindings } from "./rowSchema";

/** A row of any file as it is kept to be read again: one of ours, or why it can't be read. */
export type SpooledRow = { readonly line: number } & (
  | { readonly row: JsonObject }
  /** `text`: what stands there, as far as it is known. */
  | { readonly fault: string; readonly text: string }
);

/** The values of a record; a page has several. */
export function valuesOf(record: DataRecord): readonly Json[] | { readonly fault: string } {
  switch (record.kind) {
    case "fault":
      return { fault: record.message };
    case "value":
      return rowValues(record.value);
    case "text":
      try {
        return rowValues(readJson(record.text));
      } catch (error) {
        if (!(error instanceof JsonReadError)) throw error;
        return { fault: t("it is no JSON: {0}", error.fault.message) };
      }
  }
}

/** A value of a record as a row of ours, checked where it is written as one. */
export function spooledRow(value: Json, line: number, reading: RowReading): SpooledRow {
  const own = ownRow(value, reading);
  if (own.kind === "fault") return { line, fault: own.message, text: writeJson(value) };
  const fault = own.isOwn ? schemaFault(own.row) : undefined;
  return fault === undefined ? { line, row: own.row } : { line, fault, text: writeJson(value) };
}

function schemaFault(row: JsonObject): string | undefined {
  const findings = rowFindings(toPlain(row));
  if (findings.length === 0) return undefined;
  const json = JsonDocument.read(writeJson(row));
  const errors = findings.flatMap((finding) => finding(json)).filter(({ severity }) => severity === "error");
  return errors[0]?.message;
}

const [LINE, ROW, FAULT, TEXT] = ["line", "row", "fault", "text"];

/** As a line of JSON, without its line feed. */
export function writeSpooled(spooled: SpooledRow): string {
  const line: [string, Json] = [LINE, new JsonNumber(String(spooled.line))];
  return writeJson(
    new Map<string, Json>(
      "row" in spooled ? [line, [ROW, spooled.row]] : [line, [FAULT, spooled.fault], [TEXT, spooled.text]],
    ),
  );
}

/** What {@link writeSpooled} wrote. */
export function readSpooled(text: string): SpooledRow {
  const read = readJson(text);
  const whole: JsonObject = isObject(read) ? read : new Map();
  const number = whole.get(LINE);
  const line = number instanceof JsonNumber ? number.value : 0;
  const row = whole.get(ROW);
  if (isObject(row)) return { line, row };
  return { line, fault: textAt(whole, [FAULT]) ?? "", text: textAt(whole, [TEXT]) ?? "" };
}
