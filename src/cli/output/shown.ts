import { styleText } from "node:util";
import { visibleLine, visibleLines } from "../../core/visible";

export type Style = Parameters<typeof styleText>[0];

/** Text that a terminal shows as it is: nothing in it is obeyed but our own line ends and styles. */
class ShownText {
  constructor(readonly source: string) {}
}

export type Shown = ShownText;

/** Lines as UTF-8 in which everything was made visible where they were written: by a thread of the engine. */
export class ShownBytes {
  constructor(readonly bytes: Uint8Array) {}
}

/** What is written. A string may be anybody's: on its way to the terminal it becomes visible, on one line. */
export type Text = Shown | string;

/** Tags a template: our words, over several lines if need be, with texts in them that stay on one. */
export function shown(words: TemplateStringsArray, ...texts: readonly (Text | number)[]): Shown {
  return new ShownText(words.map((word, index) => word + sourceOf(texts[index] ?? "")).join(""));
}

/** Somebody's text that has lines: where a line begins that looks like one of ours, it is not ours. */
export function shownLines(text: string): Shown {
  return new ShownText(visibleLines(text));
}

/** A line, with or without its end. */
export function shownLine(text: Text): Shown {
  if (typeof text !== "string") return text;
  return text.endsWith("\n") ? shown`${text.slice(0, -1)}\n` : shown`${text}`;
}

export function styled(style: Style, text: Text): Shown {
  return new ShownText(styleText(style, sourceOf(text)));
}

/** One behind the other. */
export function joined(texts: readonly Text[], between = ""): Shown {
  return new ShownText(texts.map((text) => shownLine(text).source).join(between));
}

function sourceOf(text: Text | number): string {
  return text instanceof ShownText ? text.source : visibleLine(String(text));
}
