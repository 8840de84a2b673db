import { lastObjectWith } from "./lastObject";

/** Ends what a model thought, where its server leaves that in the answer (DeepSeek-R1, Qwen3). */
const THOUGHT_END = "</think>";

/**
 * The last JSON object with a "result" in a model's text; the whole text where there is none. Models that are not
 * held to a schema put it into a Markdown fence, into prose or behind their thoughts. The time it takes grows with
 * the text alone, whatever is in it.
 */
export function verdictIn(text: string): string {
  const thought = text.lastIndexOf(THOUGHT_END);
  const behind = thought < 0 ? undefined : lastObjectWith("result", text, thought);
  return behind ?? lastObjectWith("result", text, 0) ?? text;
}
