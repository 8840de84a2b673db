import type { Json } from "../json/value";

/** What stands in one place of a data file, before it is known what rows it makes. */
export type DataRecord = RecordPlace &
  (
    | { /** A line of JSON Lines, unread. */ readonly kind: "text"; readonly text: string }
    | { readonly kind: "value"; readonly value: Json }
    /** It can't be read; the others can. */
    | { readonly kind: "fault"; readonly message: string }
  );

export interface RecordPlace {
  /** One-based line where it begins; of a format without lines the row's number. */
  readonly line: number;
  /** Offsets in the file's text, where it is one. */
  readonly start: number;
  readonly end: number;
}
