import { visibleLine } from "../../core/visible";
import { shown, ShownBytes, shownLine, styled, type Shown, type Style, type Text } from "./shown";

/**
 * Where a command writes: results on stdout, progress and complaints on stderr. The one seam to the terminal, and to
 * files that are shown in one later: a string is made visible here, so that no escape sequence of a grader, a sample, an
 * answer or a file's name is obeyed, and none of their lines is taken for ours. JSON means the same after it.
 */
export interface Terminal {
  out(text: Text | ShownBytes): void;
  err(text: Text): void;
  /** Text in a style where stdout shows it: never to a pipe, never under NO_COLOR (no-color.org). */
  style(style: Style, text: Text): Shown;
  /** Replaces the progress line on a terminal's stderr; an empty text removes it. */
  progress(text: string): void;
}

export function processTerminal(): Terminal {
  const colour = process.stdout.isTTY && !process.env.NO_COLOR;
  let shows = false;
  return {
    out: (text) => process.stdout.write(text instanceof ShownBytes ? text.bytes : shownLine(text).source),
    err: (text) => process.stderr.write(shownLine(text).source),
    style: (style, text) => (colour ? styled(style, text) : shown`${text}`),
    progress(text) {
      if (!process.stderr.isTTY || (!shows && text === "")) return;
      process.stderr.write(`\r\u001b[K${visibleLine(text)}`);
      shows = text !== "";
    },
  };
}
