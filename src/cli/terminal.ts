import { styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

/** Where a command writes: results on stdout, progress and complaints on stderr. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Text in a style where stdout shows it: never to a pipe, never under NO_COLOR (no-color.org). */
  style(style: Style, text: string): string;
  /** Replaces the progress line on a terminal's stderr; an empty text removes it. */
  progress(text: string): void;
}

export function processTerminal(): Terminal {
  const colour = process.stdout.isTTY && !process.env.NO_COLOR;
  let shown = false;
  return {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    style: (style, text) => (colour ? styleText(style, text) : text),
    progress(text) {
      if (!process.stderr.isTTY || (!shown && text === "")) return;
      process.stderr.write(`\r\u001b[K${text}`);
      shown = text !== "";
    },
  };
}
