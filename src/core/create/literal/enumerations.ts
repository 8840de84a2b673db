import { GRADER_TYPES, SIMILARITY_METRICS, STRING_OPERATIONS } from "../../grader/types";

/** Fields whose values are few, which SDKs have as members of an enumeration. */
const VALUES: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ["type", GRADER_TYPES],
  ["operation", STRING_OPERATIONS],
  ["evaluation_metric", SIMILARITY_METRICS],
  ["role", ["user", "assistant", "system", "developer"]],
]);

/** The value that `Operation.EQ` or `StringCheckGraderOperationEq` means in a field; undefined where none. */
export function enumeratedValue(field: string, code: string): string | undefined {
  const values = VALUES.get(field);
  const last = /(\w+)\s*$/.exec(code)?.[1];
  return values && last !== undefined ? closestEnum(last, values) : undefined;
}

/** The value that a name is or ends with, however it is written; the longest one. */
export function closestEnum(name: string, values: readonly string[]): string | undefined {
  const bare = (text: string) => text.replaceAll("_", "").toLowerCase();
  const word = bare(name);
  const exact = values.find((value) => bare(value) === word);
  if (exact !== undefined) return exact;
  const ends = values.filter((value) => new RegExp(`[a-z\\d_]${capitalised(value)}$`).test(name));
  return ends.sort((a, b) => b.length - a.length)[0];
}

/** `TextSimilarity` of `text_similarity`, as it ends a longer name. */
function capitalised(value: string): string {
  return value
    .split("_")
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join("");
}
