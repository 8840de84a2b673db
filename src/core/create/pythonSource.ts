import type { Comparison, SampleFields } from "./sampleFields";
import type { Variable } from "./variables";

/** The source of a Python grader that compares what the samples' fields are for. */
export function pythonSource({ comparisons: [first, ...more] }: SampleFields): string {
  const lines = first.output.path[0] === "output_json" ? jsonLines([first, ...more]) : textLines(first);
  return ["def grade(sample, item):", ...lines.map((line) => `    ${line}`), ""].join("\n");
}

function textLines({ reference, operation }: Comparison): readonly string[] {
  const test = operation === "eq" ? "output == expected" : "expected.lower() in output.lower()";
  return [
    'output = sample["output_text"].strip()',
    `expected = str(${valueOf(reference)}).strip()`,
    `return 1.0 if ${test} else 0.0`,
  ];
}

/** The share of fields that are right; an output that is no object has none. */
function jsonLines(comparisons: readonly Comparison[]): readonly string[] {
  return [
    'output = sample["output_json"]',
    "if not isinstance(output, dict):",
    "    return 0.0",
    "pairs = [",
    ...comparisons.map(({ output, reference }) => `    (${outputField(output)}, ${valueOf(reference)}),`),
    "]",
    "return sum(str(given) == str(expected) for given, expected in pairs) / len(pairs)",
  ];
}

/** A field that the model left out is None, and so wrong. */
function outputField({ path: [, ...path] }: Variable): string {
  return path.reduce<string>((inner, step, index) => {
    const from = index === 0 ? inner : `(${inner} or {})`;
    return `${from}.get(${JSON.stringify(step)})`;
  }, "output");
}

function valueOf(reference: Variable | string): string {
  if (typeof reference === "string") return JSON.stringify(reference);
  return `item${reference.path.map((step) => `[${JSON.stringify(step)}]`).join("")}`;
}
