import { readSamples } from "../core/dataset/rows";
import { NO_USE } from "../core/dataset/columnUse";
import { LineIndex } from "../core/json/lines";
import { isReadAsWritten, openDataSamples } from "./dataSamples";
import { readUserFile } from "./inputs";
import { inOneGo } from "./signals";
import type { Terminal } from "./output/terminal";

/** What is wrong with a row of a file. */
export interface RowProblem {
  readonly severity: "error" | "warning";
  readonly message: string;
  /** One-based. */
  readonly line: number;
  readonly column: number;
}

export interface CheckedRows {
  readonly rows: number;
  readonly problems: readonly RowProblem[];
}

/** What is wrong is reported, not remarked on. */
const SILENT: Pick<Terminal, "err"> = { err: () => undefined };

/** More of them are counted and not told. */
const MOST_PROBLEMS = 1000;

/** Checks a file's rows as rows. @throws UsageError or FileError where it can't be read as what it is */
export async function checkRows(file: string, terminal: Terminal, signal: AbortSignal): Promise<CheckedRows> {
  if (await isReadAsWritten(file, signal)) return checkText(file, terminal, signal);
  const data = await openDataSamples(file, { given: {}, use: NO_USE, strict: false }, SILENT, signal);
  try {
    const problems: RowProblem[] = [];
    for (const { line, sample } of data.rows) {
      const { output } = sample;
      if (output.kind !== "none" || output.why?.reason !== "unreadable") continue;
      if (problems.length < MOST_PROBLEMS)
        problems.push({ severity: "error", message: output.why.message, line, column: 1 });
    }
    return { rows: data.count, problems };
  } finally {
    await data.close();
  }
}

async function checkText(file: string, terminal: Terminal, signal: AbortSignal): Promise<CheckedRows> {
  const text = await readUserFile(file, terminal, { signal });
  const { rows, problems } = inOneGo(() => readSamples(text, file));
  const lines = new LineIndex(text);
  return {
    rows: rows.length,
    problems: problems.slice(0, MOST_PROBLEMS).map(({ severity, message, range }): RowProblem => {
      const { line, character } = lines.positionOf(range.start);
      return {
        severity: severity === "error" ? "error" : "warning",
        message,
        line: line + 1,
        column: character + 1,
      };
    }),
  };
}
