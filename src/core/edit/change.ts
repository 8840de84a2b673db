import type { TextEdit } from "../json/edits";

/** A change of a grader's text, or why it can't be made. */
export type GraderChange =
  | {
      readonly kind: "edits";
      readonly edits: readonly TextEdit[];
      /** The sub-grader that the change makes. */
      readonly key: string;
    }
  | {
      readonly kind: "refused";
      /** For people, with what to do instead. */
      readonly reason: string;
    };

/** A text after edits that do not overlap. */
export function withEdits(text: string, edits: readonly TextEdit[]): string {
  const fromEnd = [...edits].sort((a, b) => b.range.start - a.range.start);
  return fromEnd.reduce(
    (now, { range, newText }) => now.slice(0, range.start) + newText + now.slice(range.end),
    text,
  );
}
