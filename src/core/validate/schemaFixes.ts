import { t } from "@vscode/l10n";
import type { JsonDocument } from "../json/document";
import { isObject, valueAt, type JsonPath } from "../json/value";
import type { ProblemFix } from "./problem";

/** Mistakes that many make, and what they mean: the guide's `neq` (grader-semantics.md 1). */
const MEANT_VALUES: ReadonlyMap<unknown, string> = new Map([["neq", "ne"]]);

/** The spelling of eval runs in a grader (grader-semantics.md 1). */
const MEANT_KEYS: ReadonlyMap<unknown, string> = new Map([
  ["max_completion_tokens", "max_completions_tokens"],
]);

/** The mechanical mend of a schema's finding, where there is one. */
export function schemaFix(
  json: JsonDocument,
  { keyword, path }: { readonly keyword: string; readonly path: JsonPath },
): ProblemFix | undefined {
  if (keyword === "enum") {
    const meant = MEANT_VALUES.get(valueAt(json.value, path));
    return meant === undefined ? undefined : replaced(meant, json.rangeOf(path));
  }
  if (keyword !== "deprecationMessage") return undefined;
  const meant = MEANT_KEYS.get(path.at(-1));
  const siblings = valueAt(json.value, path.slice(0, -1));
  if (meant === undefined || (isObject(siblings) && siblings.has(meant))) return undefined;
  return replaced(meant, json.rangeOfKey(path));
}

function replaced(word: string, range: { start: number; end: number }): ProblemFix {
  return { title: t('Replace with "{0}"', word), edits: [{ range, newText: JSON.stringify(word) }] };
}
