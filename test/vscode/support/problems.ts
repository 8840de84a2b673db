/** What stands in Problems for a document, and when nothing more will come. */
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import * as vscode from "vscode";
import { openFile, setText } from "./documents";
import { eventually } from "./runner";

/** The `source` of our diagnostics. */
const OURS = "graders";

/** An entry of Problems. */
export interface ShownProblem {
  /** The underlined text, and where it is. */
  readonly at: string;
  readonly start: number;
  readonly end: number;
  readonly message: string;
  /** Whether we found it; if not, VS Code's JSON service did. */
  readonly ours: boolean;
}

export function problemsOf(document: vscode.TextDocument): ShownProblem[] {
  return vscode.languages.getDiagnostics(document.uri).map(({ range, message, source }) => ({
    at: document.getText(range),
    start: document.offsetAt(range.start),
    end: document.offsetAt(range.end),
    message,
    ours: source === OURS,
  }));
}

/**
 * Waits until a document has these problems and no others, in the order of their places.
 * @param pick what of each is compared
 */
export async function eventuallyProblems(
  document: vscode.TextDocument,
  expected: readonly unknown[],
  pick: (problem: ShownProblem) => unknown = (problem) => problem,
): Promise<ShownProblem[]> {
  const read = () => problemsOf(document).sort((a, b) => a.start - b.start);
  const isMet = () => isDeepStrictEqual(read().map(pick), expected);
  await eventually("", () => isMet() || undefined).catch(() => {
    assert.deepEqual(read().map(pick), expected);
  });
  return read();
}

/** A text with one place between « and », without the marks. */
interface Marked {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** @throws Error when the marks are not there, once each */
export function marked(source: string): Marked {
  const [before, inside, after, ...more] = source.split(/[«»]/);
  if (before === undefined || inside === undefined || after === undefined || more.length > 0)
    throw new Error(`One « and one » belong in ${source}`);
  return { text: before + inside + after, start: before.length, end: before.length + inside.length };
}

/** A text with | where the cursor is to be, without it. */
export function cursorIn(source: string): { readonly text: string; readonly offset: number } {
  const offset = source.indexOf("|");
  if (offset < 0) throw new Error(`A | belongs in ${source}`);
  return { text: source.slice(0, offset) + source.slice(offset + 1), offset };
}

/** Whether the real extension runs, and adds its own findings; a folder with only the schemas does not. */
function ourFindingsCome(): boolean {
  const extension = vscode.extensions.getExtension("graders.graders");
  return extension?.isActive === true && extension.exports !== undefined;
}

let sentinel: vscode.TextDocument | undefined;
let sentinels = 0;

/**
 * Waits until all documents that have a tab are checked as they are now; another document is active then. Both checkers answer in the order of the changes:
 * once a fault that is made last is found, everything before it is.
 */
export async function allChecked(): Promise<void> {
  sentinels += 1;
  const name = `last${sentinels}`;
  if (sentinel === undefined || sentinel.isClosed) sentinel = await openFile("sentinel.grader.json");
  const document = sentinel;
  await vscode.window.showTextDocument(document, { preview: false });
  // Unknown to the schema, and a namespace that is none.
  await setText(
    document,
    `{"type": "string_check", "input": "{{${name}.x}}", "reference": "", "operation": "eq", "${name}": 0}`,
  );
  const awaited = ourFindingsCome() ? [false, true] : [false];
  await eventually(`the checks of ${name}`, () => {
    const found = problemsOf(document).filter(({ message }) => message.includes(name));
    return awaited.every((ours) => found.some((problem) => problem.ours === ours)) || undefined;
  });
}
