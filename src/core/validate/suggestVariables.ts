import { fieldsAt } from "../template/fields";
import { closestOnes } from "../json/closest";
import type { JsonPath } from "../json/value";
import { SAMPLE_FIELDS, type Namespace } from "../template/names";
import { pathText } from "../template/render";
import { MOST_SUGGESTIONS } from "./fixes";
import type { RowValues } from "./rowValues";

const known = new WeakMap<RowValues, Map<string, readonly string[]>>();

/**
 * Variables that have values in the rows and that one without may mean, the most likely first: a mistyped step, a
 * longer or shorter name of it, the entry of an array, the same name elsewhere, the other namespace.
 */
export function suggestVariables(rows: RowValues, namespace: Namespace, path: JsonPath): readonly string[] {
  const answers = known.get(rows) ?? new Map<string, readonly string[]>();
  known.set(rows, answers);
  const key = pathText(namespace, path);
  const answer = answers.get(key) ?? findSuggestions(rows, namespace, path);
  answers.set(key, answer);
  return answer;
}

function findSuggestions(rows: RowValues, namespace: Namespace, path: JsonPath): readonly string[] {
  const there = candidates(rows, namespace, path).filter((candidate) => rows.has(namespace, candidate));
  const variables = [
    ...there.map((candidate) => pathText(namespace, candidate)),
    ...foundIn([namespace === "item" ? "sample" : "item"], path, rows),
  ];
  return [...new Set(variables)].slice(0, MOST_SUGGESTIONS);
}

function candidates(rows: RowValues, namespace: Namespace, path: JsonPath): readonly JsonPath[] {
  const depth = rows.depth(namespace, path);
  const [before, wrong, after] = [path.slice(0, depth), path[depth], path.slice(depth + 1)];
  const siblings = stepsAt(rows, namespace, before);
  const entry =
    siblings.includes(0) && typeof wrong === "string" ? [[...before, 0, ...path.slice(depth)]] : [];
  return [
    ...entry,
    ...similar(String(wrong), siblings).map((step) => [...before, step, ...after]),
    ...elsewhere(rows, namespace, path),
  ];
}

function stepsAt(rows: RowValues, namespace: Namespace, path: JsonPath): readonly (string | number)[] {
  return fieldsAt(namespace, path, rows.samples).fields.map(({ step }) => step);
}

/** Names that are nearly the same, then those that say more or less: `answer` and `reference_answer`. */
export function similar(word: string, steps: readonly (string | number)[]): readonly string[] {
  const names = steps.filter((step) => typeof step === "string");
  const inner = names.filter((name) => saysMore(name, word) || saysMore(word, name));
  return [...new Set([...closestOnes(word, names), ...inner])];
}

const SHORTEST_PART = 3;

function saysMore(longer: string, shorter: string): boolean {
  return shorter.length >= SHORTEST_PART && longer.toLowerCase().includes(shorter.toLowerCase());
}

/** The last step at the root and one level below it. */
function elsewhere(rows: RowValues, namespace: Namespace, path: JsonPath): readonly JsonPath[] {
  const last = path.at(-1);
  if (last === undefined) return [];
  return [[last], ...stepsAt(rows, namespace, []).map((step) => [step, last])];
}

/** Of these namespaces, those in which the rows have the path. */
export function foundIn(
  namespaces: readonly Namespace[],
  path: JsonPath,
  rows: RowValues | undefined,
): readonly string[] {
  return namespaces
    .filter((namespace) => rows?.has(namespace, path) === true)
    .map((namespace) => pathText(namespace, path));
}

/** What a path without a namespace means: by the rows, or by the names of `sample` where there are none. */
export function withNamespace(path: JsonPath, rows: RowValues | undefined): readonly string[] {
  if (rows && rows.samples.length > 0) return foundIn(["sample", "item"], path, rows);
  const [field = ""] = path;
  return [pathText(Object.hasOwn(SAMPLE_FIELDS, field) ? "sample" : "item", path)];
}
