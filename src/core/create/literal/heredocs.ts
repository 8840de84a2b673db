import { dedent } from "./known";

/** A text whose lines stand below the line that names it: `<<'EOF'`, `<<~PY`, PHP's `<<<TEXT`. */
export interface Heredoc {
  /** Where `<<` stands, and the end of the word behind it. */
  readonly start: number;
  readonly end: number;
  /** Its lines in the text, without the break behind the last one. */
  readonly bodyStart: number;
  readonly bodyEnd: number;
  /** Whether variables in it stay as they are written. */
  readonly isQuoted: boolean;
  /** What it means, the variables apart. */
  readonly text: string;
}

const OPENER = /<<<?([-~]?)[ \t]*(["'`]?)([A-Za-z_]\w*)\2/g;
const MOST = 200;

/** The here documents of a shell's, Ruby's or PHP's text, in their order. */
export function findHeredocs(text: string): readonly Heredoc[] {
  const found: Heredoc[] = [];
  let from = 0;
  let tries = 0;
  for (const { 0: opener, 1: indent = "", 2: quote, 3: tag = "", index } of text.matchAll(OPENER)) {
    if (tries++ >= MOST) break;
    if (index < from) continue;
    const end = index + opener.length;
    const last = found.at(-1);
    const isSameLine = last !== undefined && !text.slice(last.end, index).includes("\n");
    const lineEnd = isSameLine ? last.bodyEnd : text.indexOf("\n", end);
    if (lineEnd < 0) continue;
    const bodyStart = isSameLine ? afterLine(text, lineEnd + 1) : lineEnd + 1;
    const bodyEnd = endOfBody(text, bodyStart, tag);
    if (bodyEnd === undefined) continue;
    const body = text.slice(bodyStart, Math.max(bodyStart, bodyEnd)).replace(/\r\n?/g, "\n");
    const meant = indent === "~" ? dedent(body) : indent === "-" ? body.replace(/^\t+/gm, "") : body;
    found.push({
      ...{ start: index, end, bodyStart, bodyEnd },
      isQuoted: quote === "'",
      text: meant === "" || opener.startsWith("<<<") ? meant : `${meant}\n`,
    });
    if (!isSameLine) from = end;
  }
  return found;
}

/** Where the line of the closing word begins, without the break before it. */
function endOfBody(text: string, bodyStart: number, tag: string): number | undefined {
  const closing = new RegExp(`^[ \\t]*${tag}(?![\\w])`, "gm");
  closing.lastIndex = bodyStart;
  const at = closing.exec(text)?.index;
  if (at === undefined) return undefined;
  const before = text.slice(0, at).replace(/\r?\n$/, "").length;
  return Math.max(bodyStart, before);
}

function afterLine(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end + 1;
}

/** The text with blanks in the place of its here documents' lines, so that all offsets stay. */
export function withoutBodies(text: string, heredocs: readonly Heredoc[]): string {
  let masked = text;
  for (const { bodyStart, bodyEnd } of heredocs) {
    const stop = afterLine(text, bodyEnd < text.length ? bodyEnd + 1 : bodyEnd);
    const blank = text.slice(bodyStart, stop).replace(/[^\r\n;,)}\]]/g, " ");
    const body = text.slice(bodyStart, bodyEnd).replace(/[^\r\n]/g, " ");
    masked = masked.slice(0, bodyStart) + body + blank.slice(body.length) + masked.slice(stop);
  }
  return masked;
}
