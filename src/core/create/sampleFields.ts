import { valueAt } from "../json/value";
import { sampleNamespace } from "../sample/namespace";
import { isReadable } from "../sample/output";
import type { Sample } from "../sample/sample";
import { valueText, type TemplateData } from "../template/render";
import { isIdentity, questionRank, referenceRank, subjectOf } from "./fieldNames";
import { isObjectEverywhere, itemVariables, lastKey, scalarVariables, type Variable } from "./variables";

/** What of the output is held against what. */
export interface Comparison {
  readonly output: Variable;
  /** A text where no field of the samples can be the right answer. */
  readonly reference: Variable | string;
  /** `ilike` where outputs contain the right answer, and none is it. */
  readonly operation: "eq" | "ilike";
}

/** What a new grader can read of its samples. */
export interface SampleFields {
  /** Never empty; several where outputs are JSON whose fields the data rows have too. */
  readonly comparisons: readonly [Comparison, ...Comparison[]];
  /** What the model was asked. */
  readonly question: Variable | undefined;
}

/** More rows tell little more. */
const MOST_SAMPLES = 200;
const MOST_COMPARISONS = 5;
const OUTPUT_TEXT: Variable = { namespace: "sample", path: ["output_text"] };

/** Infers from samples what is compared with what: by the fields' names, then by their values. */
export function inferFields(samples: readonly Sample[]): SampleFields {
  const looked = samples.filter(isReadable).slice(0, MOST_SAMPLES);
  const rows = looked
    .filter(({ output }) => output.kind !== "none")
    .map((sample): TemplateData => ({ item: sample.item, sample: sampleNamespace(sample) }));
  const items = scalarVariables("item", [], looked);
  const reference = referenceOf(items, rows);
  const pairs = isObjectEverywhere("sample", "output_json", looked)
    ? jsonPairs(scalarVariables("sample", ["output_json"], looked), items, reference)
    : [];
  const [first = [OUTPUT_TEXT, reference ?? literalOf(rows)] as const, ...more] = pairs;
  const compare = ([output, wanted]: Pair): Comparison => ({
    output,
    reference: wanted,
    operation: operationOf(output, wanted, rows),
  });
  return {
    comparisons: [compare(first), ...more.slice(0, MOST_COMPARISONS - 1).map(compare)],
    question: best(itemVariables(looked), questionRank) ?? best(items, questionRank),
  };
}

type Pair = readonly [output: Variable, reference: Variable | string];

/** Fields of JSON outputs with the field of the item that is about the same. */
function jsonPairs(
  outputs: readonly Variable[],
  items: readonly Variable[],
  reference: Variable | undefined,
): readonly Pair[] {
  const pairs = outputs.flatMap((output): Pair[] => {
    const wanted =
      items.find((item) => endsIn(item, output.path.slice(1))) ??
      items.find((item) => subjectOf(lastKey(item)) === subjectOf(lastKey(output)));
    return wanted ? [[output, wanted]] : [];
  });
  if (pairs.length > 0 || !reference) return pairs;
  const answer = best(outputs, referenceRank) ?? (outputs.length === 1 ? outputs[0] : undefined);
  return answer ? [[answer, reference]] : [];
}

function endsIn({ path }: Variable, end: Variable["path"]): boolean {
  return path.length >= end.length && end.every((step, index) => path.at(index - end.length) === step);
}

/** The field that holds the right answer: by name, else the one that outputs contain most often. */
function referenceOf(items: readonly Variable[], rows: readonly TemplateData[]): Variable | undefined {
  const named = best(items, referenceRank);
  if (named) return named;
  const others = items.filter(
    (item) => questionRank(lastKey(item)) === undefined && !isIdentity(lastKey(item)),
  );
  const agreements = others.map((item) => agreement(OUTPUT_TEXT, item, rows).contained);
  const most = Math.max(0, ...agreements);
  return others[most > 0 ? agreements.indexOf(most) : 0];
}

function best(
  variables: readonly Variable[],
  rank: (name: string) => number | undefined,
): Variable | undefined {
  let found: { readonly variable: Variable; readonly rank: number } | undefined;
  for (const variable of variables) {
    const its = rank(lastKey(variable));
    if (its !== undefined && (!found || its < found.rank)) found = { variable, rank: its };
  }
  return found?.variable;
}

function operationOf(
  output: Variable,
  reference: Variable | string,
  rows: readonly TemplateData[],
): Comparison["operation"] {
  if (typeof reference === "string") return "eq";
  const { equal, contained } = agreement(output, reference, rows);
  return equal === 0 && contained > 0 ? "ilike" : "eq";
}

/** In how many rows the output is the reference, and contains it. */
function agreement(output: Variable, reference: Variable, rows: readonly TemplateData[]) {
  const counts = { equal: 0, contained: 0 };
  for (const row of rows) {
    const text = rendered(output, row);
    const wanted = rendered(reference, row);
    if (wanted === "") continue;
    if (text === wanted) counts.equal++;
    if (text.toLowerCase().includes(wanted.toLowerCase())) counts.contained++;
  }
  return counts;
}

function rendered({ namespace, path }: Variable, data: TemplateData): string {
  return valueText(valueAt(data[namespace], path) ?? "", "json");
}

const LONGEST_LITERAL = 200;

/** Rows without data are compared with the first output. */
function literalOf([first]: readonly TemplateData[]): string {
  const text = first ? rendered(OUTPUT_TEXT, first) : "";
  const fits = text !== "" && text.length <= LONGEST_LITERAL && !/\{\{|\}\}/.test(text);
  return fits ? text : "the right answer";
}
