import { hostedRun, engineRun } from "../support";
import type { CopyContext } from "../../../../../src/core/report/copyAs/context";

/** Texts that shells, JSON and Python read in their own ways. */
export const AWKWARD = `it's "quoted" $HOME \`id\` \\n \\\\ !x %s #c
second line	tab
EOF
'EOF' é 😀 \u2028 \u00a0 ~ * {{item.x}} ‘curly’`;

const CHECK = {
  type: "string_check",
  name: "it's a check",
  input: "{{sample.output_text}}",
  reference: "{{item.answer}}",
  operation: "eq",
};

const rowOf = (text: string) => ({ item: { answer: text, n: 1 }, model_sample: text });

/** A run of the engine on an awkward text; it scores 1 where the text arrives as it was. */
export function awkwardRun(text = AWKWARD): Promise<CopyContext> {
  return engineRun(CHECK, rowOf(text));
}

/** A hosted run, with the text kept. */
export function hostedCopy(
  id: "openai" | "foundry" | "custom",
  baseUrl: string,
  text = AWKWARD,
): CopyContext {
  return { ...hostedRun(CHECK, rowOf(text), { reward: 1 }, [id, baseUrl]), baseUrl };
}
