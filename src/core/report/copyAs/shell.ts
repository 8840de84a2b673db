/** A word for a POSIX shell that means exactly this text. */
export function shellWord(text: string): string {
  return /^[\w/.:,+%-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** A command that reads JSON from standard input; no line of JSON can be the delimiter alone. */
export function withInput(command: string, json: string): string {
  return `${command} <<'EOF'\n${json}\nEOF\n`;
}
