import { t } from "@vscode/l10n";
import { LineIndex } from "../../json/lines";
import { tryReadJson } from "../../json/read";
import { isArray, isObject, textAt, type Json, type JsonObject } from "../../json/value";

/** The code of a notebook as one text. */
export interface NotebookCode {
  readonly text: string;
  /** "Cell 2, line 3, column 5" of an offset in it. */
  readonly placeOf: (offset: number) => string;
}

interface Cell {
  readonly number: number;
  readonly start: number;
  readonly text: string;
}

/** Lines of a notebook that are no Python; a cell that begins with `%%writefile` is the file. */
const MAGIC = /^[ \t]*(?:%|!)[^\n]*/gm;

/** The code cells of a Jupyter notebook's JSON; undefined where a text is none. */
export function readNotebook(text: string): NotebookCode | undefined {
  if (!/^\s*\{/.test(text) || !text.includes('"cells"')) return undefined;
  const notebook = tryReadJson(text);
  const entries = isObject(notebook) ? notebook.get("cells") : undefined;
  if (!isArray(entries) || !entries.some((entry) => textAt(entry, ["cell_type"]) !== undefined))
    return undefined;
  const cells: Cell[] = [];
  let code = "";
  for (const [index, entry] of entries.entries()) {
    if (!isObject(entry) || textAt(entry, ["cell_type"]) === "markdown") continue;
    const source = sourceOf(entry).replace(MAGIC, (line) => " ".repeat(line.length));
    cells.push({ number: index + 1, start: code.length, text: source });
    code += `${source}\n\n`;
  }
  return { text: code, placeOf: (offset) => placeIn(cells, offset) };
}

function sourceOf(cell: JsonObject): string {
  const source: Json | undefined = cell.get("source");
  if (typeof source === "string") return source;
  return isArray(source) ? source.filter((line) => typeof line === "string").join("") : "";
}

function placeIn(cells: readonly Cell[], offset: number): string {
  const cell = cells.findLast(({ start }) => start <= offset);
  if (!cell) return t("Cell {0}", 1);
  const { line, character } = new LineIndex(cell.text).positionOf(
    Math.min(offset - cell.start, cell.text.length),
  );
  return t("Cell {0}, line {1}, column {2}", cell.number, line + 1, character + 1);
}
