import sentences from "../generated/webviewSentences.json";

/** Of a language's words those that the panel's page says itself: what core says comes in the views. */
export function panelWords(words: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    sentences.flatMap((sentence) => {
      const word = words[sentence];
      return word === undefined ? [] : [[sentence, word]];
    }),
  );
}
