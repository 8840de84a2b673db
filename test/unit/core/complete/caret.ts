import { readGraderDocument, type GraderDocument } from "../../../../src/core/grader/document";
import type { TextRange } from "../../../../src/core/json/document";

/** A grader's text whose cursor is marked `|`. */
export function atCaret(marked: string): { document: GraderDocument; offset: number } {
  const offset = marked.indexOf("|");
  if (offset < 0 || marked.includes("|", offset + 1)) throw new Error(`One | belongs in ${marked}`);
  return { document: readGraderDocument("a.grader.json", marked.replace("|", "")), offset };
}

interface Insertion {
  readonly text: string;
  readonly behind: string;
  readonly inserting: TextRange;
  readonly replacing: TextRange;
}

/** The file's text after a completion is accepted, with | where the cursor then is. */
export function accepted(
  { json }: GraderDocument,
  completion: Insertion | undefined,
  mode: "inserting" | "replacing" = "inserting",
): string {
  if (!completion) throw new Error("Nothing of that label was offered.");
  const { start, end } = completion[mode];
  return `${json.text.slice(0, start)}${completion.text}|${completion.behind}${json.text.slice(end)}`;
}

/** The part of a text that a range covers. */
export function textOf({ json }: GraderDocument, { start, end }: TextRange): string {
  return json.text.slice(start, end);
}
