/** How much of a key in a row gives it away. */
const TELLING_LENGTH = 8;
const STAND_IN = "[key]";

/**
 * A server's text without the key that it may echo, in whole or in part: every run of eight of the key's
 * characters is replaced. A key shorter than that only where it stands as a word of its own.
 */
export function redact(text: string, secret: string | undefined): string {
  if (secret === undefined || secret === "") return text;
  return secret.length < TELLING_LENGTH ? redactWord(text, secret) : redactRuns(text, secret);
}

function redactWord(text: string, secret: string): string {
  const word = secret.replace(/[^\w]/g, "\\$&");
  return text.replace(new RegExp(`(?<!\\w)${word}(?!\\w)`, "g"), STAND_IN);
}

function redactRuns(text: string, secret: string): string {
  const pieces = new Set<string>();
  for (let at = 0; at + TELLING_LENGTH <= secret.length; at++)
    pieces.add(secret.slice(at, at + TELLING_LENGTH));
  let redacted = "";
  let at = 0;
  while (at < text.length) {
    const end = runEnd(text, at, pieces);
    redacted += end > at ? STAND_IN : text.charAt(at);
    at = Math.max(end, at + 1);
  }
  return redacted;
}

/** The end of the run of the key's pieces that begins at `start`; `start` itself where none begins. */
function runEnd(text: string, start: number, pieces: ReadonlySet<string>): number {
  let end = start;
  for (let at = start; at <= end && pieces.has(text.slice(at, at + TELLING_LENGTH)); at++)
    end = at + TELLING_LENGTH;
  return end;
}
