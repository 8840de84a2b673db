import { SAMPLE_FIELDS } from "../template/names";

/**
 * The fields of `sample` that a Python source reads, as far as its text tells: `sample["x"]` and
 * `sample.get("x")` by the name of `grade`'s first parameter. The fields that a sample really brings count
 * under any other name too (`s = sample`), unless it is the item's: rather a refusal too much than a field
 * that silently isn't there.
 */
export function pythonReads(source: string, given: readonly string[]): ReadonlySet<string> {
  const [sample, item] = parameters(source);
  const names = new Set([...Object.keys(SAMPLE_FIELDS), ...given]);
  const reads = new Set<string>();
  for (const { owner, field } of accesses(withoutComments(source))) {
    if (!names.has(field) || owner === item) continue;
    if (owner === sample || owner === "sample" || given.includes(field)) reads.add(field);
  }
  return reads;
}

/** The names of `grade`'s two parameters; the usual ones where they can't be seen. */
function parameters(source: string): readonly [string, string] {
  const [, sample = "sample", item = "item"] =
    /^(?:async\s+)?def\s+grade\s*\(\s*(\w+)[^,)]*,\s*(\w+)/m.exec(source) ?? [];
  return [sample, item];
}

interface Access {
  /** The name before the bracket; empty where it is no plain name. */
  readonly owner: string;
  readonly field: string;
}

/** `name["field"]` and `name.get("field"`. */
function accesses(code: string): readonly Access[] {
  const pattern = /(\w*)\s*(?:\[\s*|\.\s*(?:get|pop|setdefault)\s*\(\s*)[rRuU]?(["'])(\w+)\2/g;
  return [...code.matchAll(pattern)].map(([, owner = "", , field = ""]) => ({ owner, field }));
}

/** Lines that are nothing but a comment; a `#` behind code may stand in a string. */
function withoutComments(source: string): string {
  return source.replace(/^[ \t]*#.*$/gm, "");
}
