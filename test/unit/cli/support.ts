import type { CommandLine } from "../../support/cli";

export const exact = {
  type: "string_check",
  name: "exact",
  input: "{{sample.output_text}}",
  reference: "{{item.answer}}",
  operation: "eq",
};

export const tone = {
  type: "score_model",
  name: "tone",
  model: "gpt-4.1-2025-04-14",
  input: [{ role: "user", content: "{{sample.output_text}}" }],
};

/** A line of `--format json`. */
interface Line {
  readonly reward?: number;
  readonly metadata?: { readonly errors: Readonly<Record<string, unknown>> };
  readonly error?: { readonly reason: string; readonly message: string };
  readonly diagnostics: { readonly sample: object; readonly expectation?: object };
}

export function jsonLines(stdout: string): Line[] {
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
}

/** `exact.grader.json` with two samples beside it, and `tone.grader.json`. */
export async function writeGraders(cli: CommandLine): Promise<void> {
  await cli.write("exact.grader.json", exact);
  const rows = [
    { name: "right", item: { answer: "42" }, model_sample: "42", expect: { reward: 1 } },
    { name: "wrong", item: { answer: "42" }, model_sample: "41", expect: { reward: 0 } },
  ];
  await cli.write("exact.samples.jsonl", rows.map((row) => JSON.stringify(row)).join("\n"));
  await cli.write("tone.grader.json", tone);
}
