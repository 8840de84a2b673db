/**
 * What a display obeys, or shows as nothing, where a text has it: control characters (C0, DEL, C1), which begin a
 * terminal's commands; what turns the direction of writing; line ends of Unicode's own; characters that are never
 * drawn; and halves of surrogate pairs. Not the joiners and variation selectors that scripts and emoji are written
 * with.
 */
const HIDDEN =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb](?<![\u200c\u200d\ufe00-\ufe0f])/gu;

const SHORT: Readonly<Record<string, string>> = {
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\f": "\\f",
  "\r": "\\r",
};

/** As JSON escapes it, which those who write graders read. */
function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return SHORT[character] ?? units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}

/** A text on one line in which nothing is obeyed or hidden: `\n`, `\u001b`, `\u202e` stand in its place. */
export function visibleLine(text: string): string {
  return text.replace(HIDDEN, escaped);
}

/** The same of a text that has lines: line feeds and tabs stay. JSON means the same after it. */
export function visibleLines(text: string): string {
  return text.replace(HIDDEN, (character) =>
    character === "\n" || character === "\t" ? character : escaped(character),
  );
}

/** A text in a question or a title: one visible line, cut where it is longer than people read. */
export function visibleName(text: string, most = 200): string {
  const line = visibleLine(text);
  const characters = Array.from(line);
  return characters.length > most ? `${characters.slice(0, most).join("")}…` : line;
}
