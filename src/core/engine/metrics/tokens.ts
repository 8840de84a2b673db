import { nltkWordTokens } from "./nltkTokens";
import type { Tokenizer } from "./profile";
import { splitOnSpace } from "./pythonText";

const TOKENS: Readonly<Record<Tokenizer, (text: string) => readonly string[]>> = {
  "nltk-word": nltkWordTokens,
  split: splitOnSpace,
};

export function tokenize(text: string, tokenizer: Tokenizer): readonly string[] {
  return TOKENS[tokenizer](text);
}
