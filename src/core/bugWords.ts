/** Where our code is installed is nobody's business, and stacks and messages of Node are full of it. */
const FOLDERS = /(?:file:\/\/\/?)?(?:[A-Za-z]:)?[\\/](?:[^\\/:*?"'<>|()\n]+[\\/])+/g;

/** A text of which each path keeps its last part only. */
function withoutFolders(text: string): string {
  return text.replace(FOLDERS, "");
}

/** A fault of ours in one line: what went wrong, and at which place of our code. */
export function bugWords(error: unknown): string {
  if (!(error instanceof Error)) return withoutFolders(String(error));
  const [, place] = /\n\s+at (?:.*[\\/(])?([^\s\\/()]+:\d+:\d+)\)?(?:\n|$)/.exec(error.stack ?? "") ?? [];
  const what = withoutFolders(`${error.name}: ${error.message}`).replace(/\s+/g, " ");
  return place === undefined ? what : `${what} (${place})`;
}

/** The same with its stack, for the log. */
export function bugStack(error: unknown): string {
  return withoutFolders(error instanceof Error ? (error.stack ?? String(error)) : String(error));
}
