import { t } from "@vscode/l10n";
import { writeJson } from "../json/write";
import type { JsonObject } from "../json/value";
import { MOST_FINDINGS, type PreflightFile, type PreflightFinding } from "./check";
import { readTrainingRow } from "./readRow";
import { textHash } from "./textHash";
import { trainingItem } from "./trainingItem";
import { missingVariables, type ItemVariable } from "./variables";

/** Rows without a value for a variable. */
export interface Misses {
  readonly count: number;
  /** The first lines. */
  readonly lines: readonly number[];
}

/** A line whose messages stand in another file too. */
export interface Duplicate {
  readonly line: number;
  readonly otherLine: number;
}

/** What was seen of a file of rows, which was read once; it does not grow with the file. */
export interface DataSummary {
  readonly rows: number;
  /** Rows that are objects, whose fields could be looked at. */
  readonly readable: number;
  readonly faulty: number;
  readonly findings: readonly PreflightFinding[];
  readonly misses: ReadonlyMap<ItemVariable, Misses>;
  readonly duplicates: { readonly count: number; readonly first: readonly Duplicate[] };
  /** The line of each prompt by its hash, where `prompts` were to be kept: eight bytes or so a row. */
  readonly prompts: ReadonlyMap<number, number>;
}

export interface DataOptions {
  readonly file: PreflightFile & ("training" | "validation");
  readonly variables: readonly ItemVariable[];
  /** Keep the prompts, for the other file to be compared with. */
  readonly keepPrompts?: boolean;
  /** Prompts of the other file. */
  readonly otherPrompts?: ReadonlyMap<number, number>;
}

/** Lines that each variable's misses name. */
const MOST_LINES = 5;

/** Looks at training or validation data line by line; lines come without their line feeds. */
export class DataReader {
  private line = 0;
  private rows = 0;
  private readable = 0;
  private faulty = 0;
  private oneDocument = false;
  private readonly findings: PreflightFinding[] = [];
  private readonly misses = new Map<ItemVariable, { count: number; lines: number[] }>();
  private readonly prompts = new Map<number, number>();
  private readonly duplicates: Duplicate[] = [];
  private duplicateCount = 0;

  constructor(private readonly options: DataOptions) {}

  add(line: string): void {
    this.line++;
    const text = line.trim();
    if (text === "") return;
    // JSON over several lines begins with a bracket that stands alone.
    if (this.rows === 0) this.oneDocument = text === "[" || text === "{";
    this.rows++;
    const read = readTrainingRow(line);
    if ("fault" in read) {
      const { code, message, column } = read.fault;
      this.faulty++;
      this.find({ code, severity: "error", message, place: this.place(column) });
      if (read.fields) this.lookAtFields(read.fields);
      return;
    }
    this.lookAtFields(read.row.row);
    this.comparePrompt(textHash(writeJson(read.row.messages)));
  }

  get summary(): DataSummary {
    const { rows, readable, faulty, misses, prompts } = this;
    return {
      rows,
      readable,
      faulty,
      findings: this.oneDocument && readable === 0 ? [this.notLines()] : this.findings,
      misses,
      duplicates: { count: this.duplicateCount, first: this.duplicates },
      prompts,
    };
  }

  private lookAtFields(row: JsonObject): void {
    this.readable++;
    // Few rows lack anything: what the service adds is only made for those.
    const absent = missingVariables(row, this.options.variables);
    if (absent.length === 0) return;
    for (const variable of missingVariables(trainingItem(row), absent)) {
      const known = this.misses.get(variable) ?? { count: 0, lines: [] };
      known.count++;
      if (known.lines.length < MOST_LINES) known.lines.push(this.line);
      this.misses.set(variable, known);
    }
  }

  private comparePrompt(prompt: number): void {
    const { keepPrompts = false, otherPrompts } = this.options;
    if (keepPrompts && !this.prompts.has(prompt)) this.prompts.set(prompt, this.line);
    const otherLine = otherPrompts?.get(prompt);
    if (otherLine === undefined) return;
    this.duplicateCount++;
    if (this.duplicates.length < MOST_FINDINGS) this.duplicates.push({ line: this.line, otherLine });
  }

  private find(finding: PreflightFinding): void {
    if (this.findings.length < MOST_FINDINGS) this.findings.push(finding);
  }

  private notLines(): PreflightFinding {
    const message = t(
      "This is one JSON document over several lines, not JSON Lines. Write each row on a line of its own.",
    );
    const place = { file: this.options.file, line: 1, column: 1 };
    return { code: "row-json", severity: "error", message, place };
  }

  private place(column: number) {
    return { file: this.options.file, line: this.line, column };
  }
}
