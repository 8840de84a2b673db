import { MAPPED, type Mapping } from "../core/dataset/mapping";
import { UsageError } from "./exitCodes";

/** A field of a sample, and the column that fills it. */
export type MapPair = readonly [field: string, column: string];

/** `--map FIELD=COLUMN`. @throws UsageError naming what is no such pair */
export function readMapPair(value: string): MapPair {
  const at = value.indexOf("=");
  const [field, column] = [value.slice(0, Math.max(at, 0)), value.slice(at + 1)];
  const isKnown = MAPPED.some((known) => known === field) || /^item\../.test(field);
  if (at > 0 && column !== "" && isKnown) return [field, column];
  throw new UsageError(
    `--map takes ${MAPPED.join(", ")} or item.NAME, = and a column: "${value}" is no such pair.`,
  );
}

/** Of the same field the last pair counts. */
export function mappingOf(pairs: readonly MapPair[] = []): Mapping {
  const fields = Object.fromEntries(pairs.filter(([field]) => !field.startsWith("item.")));
  const item = pairs.flatMap(([field, column]) =>
    field.startsWith("item.") ? [[field.slice("item.".length), column] as const] : [],
  );
  return { ...fields, ...(item.length > 0 && { item: Object.fromEntries(item) }) };
}
