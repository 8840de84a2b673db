import { criteriaOf, isEval } from "../grader/criteria";
import type { GraderDocument } from "../grader/document";
import { isObject } from "../json/value";
import { parseTemplate, referencesOf } from "../template/parse";
import { gradersIn, templatedStrings } from "../validate/graders";

/** How a grader reads the columns of its rows. */
export interface ColumnUse {
  /** Columns that outputs are compared with: in a `reference`, or read in a Python source. */
  readonly compared: ReadonlySet<string>;
  /** Columns that are read in any other template. */
  readonly read: ReadonlySet<string>;
}

export const NO_USE: ColumnUse = { compared: new Set(), read: new Set() };

/** Which columns a grader, or an eval's criteria, compare outputs with. */
export function columnUse(document: Pick<GraderDocument, "root">): ColumnUse {
  const compared = new Set<string>();
  const read = new Set<string>();
  const roots = isEval(document.root) ? criteriaOf(document.root).map(({ value }) => value) : [document.root];
  for (const grader of roots.filter(isObject).flatMap((root) => gradersIn({ root }))) {
    for (const { path, text } of templatedStrings(grader)) {
      const target = path.at(-1) === "reference" ? compared : read;
      for (const { namespace, path: inner } of referencesOf(parseTemplate(text)))
        if (namespace === "item") target.add(String(inner[0] ?? ""));
    }
    const source = grader.value.get("source");
    if (typeof source === "string") for (const column of pythonColumns(source)) compared.add(column);
  }
  return { compared, read };
}

/** `item["x"]` and `item.get("x"`, by the name of `grade`'s second parameter. */
function pythonColumns(source: string): readonly string[] {
  const [, item = "item"] = /^(?:async\s+)?def\s+grade\s*\(\s*\w+[^,)]*,\s*(\w+)/m.exec(source) ?? [];
  const pattern = /(\w+)\s*(?:\[\s*|\.\s*(?:get|pop|setdefault)\s*\(\s*)[rRuU]?(["'])([^"'\n]+)\2/g;
  return [...source.matchAll(pattern)].flatMap(([, owner, , name = ""]) =>
    owner === item || owner === "item" ? [name] : [],
  );
}
