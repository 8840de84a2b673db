import { t } from "@vscode/l10n";
import { isObject, kindOf, type Json, type JsonObject } from "../json/value";
import { mapRow, type ChosenMapping } from "./mapping";
import { findRow, isOwnRow, rowsWithin } from "./unwrap";
import { nested } from "./shapes/services";
import { readCells, withoutBlanks } from "./table";
import type { FoundRow } from "./foundRow";

/** How values of a file become rows. */
export interface RowReading {
  readonly mapping: ChosenMapping;
  /** Whether its rows are records of a table, whose cells are texts. */
  readonly cells?: boolean;
}

/** A value as a row of ours, or why it is none. */
export type OwnRow =
  | {
      readonly kind: "row";
      readonly row: JsonObject;
      /** Written as one, and to be checked as one. */ readonly isOwn: boolean;
    }
  | { readonly kind: "fault"; readonly message: string };

/** The values in a value that are rows: itself, or those of the page or list that it is. */
export function rowValues(value: Json, isDocument = false): readonly Json[] {
  return rowsWithin(value, isDocument) ?? [value];
}

/** What is found in a row, for a mapping to be guessed from. */
export function foundRow(value: Json, { cells = false }: Pick<RowReading, "cells">): FoundRow | undefined {
  return isObject(value) ? findRow(cells ? readCells(value) : value) : undefined;
}

/** A value as a row of ours, by its mapping. */
export function ownRow(value: Json, reading: RowReading): OwnRow {
  if (!isObject(value))
    return {
      kind: "fault",
      message: t("A row is a JSON object, and this is of the type {0}.", kindOf(value)),
    };
  const { mapping, cells = false } = reading;
  const raw = nested(cells ? readCells(value) : value);
  const found = findRow(raw);
  const row = mapRow(raw, found, mapping);
  if (!cells) return { kind: "row", row, isOwn: isOwnRow(raw) && !raw.has("datasource_item") };
  const item = row.get("item") ?? null;
  const fields = [...row].filter(([, field]) => field !== null);
  return { kind: "row", row: new Map([...fields, ["item", withoutBlanks(item)]]), isOwn: isOwnRow(raw) };
}
