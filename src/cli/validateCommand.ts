import { LineIndex } from "../core/json/lines";
import { criteriaOf, isEval } from "../core/grader/criteria";
import type { GraderDocument } from "../core/grader/document";
import type { GraderProvider } from "../core/provider/provider";
import { ProviderError } from "../core/provider/provider";
import { isHosted } from "../core/providerTable";
import type { Problem, Severity } from "../core/validate/problem";
import type { RowValues } from "../core/validate/rowValues";
import { guessTarget } from "../core/validate/target";
import { isRunnable, validateGrader } from "../core/validate/validateGrader";
import type { PythonRunner } from "../core/ports";
import type { ValidateArgs } from "./args";
import { EXIT, UsageError, worstExit, type ExitCode } from "./exitCodes";
import { readGraderFile, type GraderFile } from "./graderFile";
import { pairedValues } from "./inputs";
import { joined, shown, type Shown, type Text } from "./output/shown";
import { checkRows } from "./validateRows";
import { filesOf, kindOf } from "./validateTargets";
import { FileError } from "../node/files/fileError";
import { openPython, openValidateProvider } from "./provider";
import { inOneGo } from "./signals";
import type { Terminal } from "./output/terminal";

/** `graders validate FILE…`: findings on stdout, one exit code for all files. */
export async function validateCommand(
  args: ValidateArgs,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const python = openPython(args);
  const hosted = await openValidateProvider(args);
  const codes: ExitCode[] = [];
  let warnings = 0;
  try {
    for (const file of args.files.flatMap(filesOf)) {
      const outcome = await validateFile(file, args, {
        python,
        provider: hosted?.provider,
        terminal,
        signal,
      });
      warnings += outcome.warnings;
      if (outcome.code !== undefined) codes.push(outcome.code);
    }
  } finally {
    await Promise.all([python.dispose(), hosted?.close()]);
  }
  if (args.maxWarnings !== undefined && warnings > args.maxWarnings) {
    terminal.err(`${plural(warnings, "warning")}, and --max-warnings allows ${args.maxWarnings}.\n`);
    codes.push(EXIT.unmet);
  }
  if (codes.length > 0) return worstExit(codes);
  terminal.err("graders: nothing that was named is a grader or a file of rows.\n");
  return EXIT.usage;
}

interface Tools {
  readonly python: PythonRunner;
  readonly provider: GraderProvider | undefined;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

async function validateFile(file: string, args: ValidateArgs, tools: Tools): Promise<FileOutcome> {
  const { terminal, signal } = tools;
  try {
    const kind = await kindOf(file, terminal, signal);
    if (kind === "rows") return await validateRows(file, args, tools);
    if (kind === "neither") {
      terminal.err(shown`${file}: neither a grader nor a file of rows: passed over.\n`);
      return { code: undefined, warnings: 0 };
    }
    const read = await readGraderFile(file, terminal, signal);
    const rows = await pairedValues(read.file, terminal, signal);
    const problems: Problem[] = [];
    for (const grader of read.graders) problems.push(...(await findProblems(grader, rows, args, tools)));
    terminal.out(
      args.format === "json"
        ? jsonLine(file, read, args, problems)
        : textReport(file, read, problems, terminal),
    );
    const warnings = problems.filter(({ severity }) => severity === "warning").length;
    return { code: isRunnable(problems) ? EXIT.ok : EXIT.unmet, warnings };
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof FileError)) throw error;
    terminal.err(shown`graders: ${error instanceof UsageError ? error.words : error.message}\n`);
    return { code: EXIT.usage, warnings: 0 };
  }
}

/** Rows are checked as rows, each by itself. */
async function validateRows(
  file: string,
  args: ValidateArgs,
  { terminal, signal }: Tools,
): Promise<FileOutcome> {
  const { rows, problems } = await checkRows(file, terminal, signal);
  const [errors, warnings] = (["error", "warning"] as const).map(
    (wanted) => problems.filter(({ severity }) => severity === wanted).length,
  );
  if (args.format === "json") {
    const found = problems.map(({ line, column, ...problem }) => ({ ...problem, start: { line, column } }));
    terminal.out(`${JSON.stringify({ file, rows, valid: errors === 0, problems: found })}\n`);
  } else {
    const lines = problems.map(
      ({ line, column, severity, message }) =>
        shown`${file}:${line}:${column}: ${terminal.style(STYLES[severity], severity)} ${message}\n`,
    );
    terminal.out(
      shown`${joined(lines)}${file}: ${plural(rows, "row")}, ${summaryOf(errors ?? 0, warnings ?? 0, terminal)}\n`,
    );
  }
  return { code: errors === 0 ? EXIT.ok : EXIT.unmet, warnings: warnings ?? 0 };
}

function summaryOf(errors: number, warnings: number, terminal: Terminal): Text {
  return errors + warnings === 0
    ? terminal.style("green", "valid")
    : `${plural(errors, "error")}, ${plural(warnings, "warning")}`;
}

/** What a file came to; without a code where it is neither a grader nor rows. */
interface FileOutcome {
  readonly code: ExitCode | undefined;
  readonly warnings: number;
}

/** Ours, then the provider's; with paths counted from the file's root. */
async function findProblems(
  document: GraderDocument,
  rows: RowValues | undefined,
  args: ValidateArgs,
  { python, provider, signal }: Tools,
): Promise<readonly Problem[]> {
  const target = args.target ?? guessTarget(document, args.provider) ?? "run";
  const how = { python, target, rows, severities: args.rules, hosted: isHosted(args.provider) };
  const own = await inOneGo(() => validateGrader(document, how, signal));
  const asked = isRunnable(own) && provider ? await askProvider(document, provider, signal) : [];
  return [...own, ...asked].map((problem) => ({ ...problem, path: [...document.base, ...problem.path] }));
}

async function askProvider(
  document: GraderDocument,
  provider: GraderProvider,
  signal: AbortSignal,
): Promise<readonly Problem[]> {
  try {
    return (await provider.validate(document, signal)).problems;
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    throw new UsageError([error.message, error.details.mend].filter(Boolean).join(" "));
  }
}

const STYLES: Readonly<Record<Severity, "red" | "yellow" | "cyan" | "dim">> = {
  error: "red",
  warning: "yellow",
  information: "cyan",
  hint: "dim",
};

function textReport(
  file: string,
  { text, graders }: GraderFile,
  problems: readonly Problem[],
  terminal: Terminal,
): Shown {
  const lines = new LineIndex(text);
  const rows = problems.map(({ range, severity, message, code }) => {
    const { line, character } = lines.positionOf(range.start);
    return shown`${file}:${line + 1}:${character + 1}: ${terminal.style(STYLES[severity], severity)} ${message} ${terminal.style("dim", `[${code}]`)}\n`;
  });
  const count = (wanted: Severity) => problems.filter(({ severity }) => severity === wanted).length;
  const summary =
    problems.length === 0
      ? terminal.style("green", "valid")
      : summaryOf(count("error"), count("warning"), terminal);
  return shown`${joined(rows)}${file}: ${whatIs(graders)}, ${summary}\n`;
}

/** "multi", "eval with 3 criteria", "2 graders". */
function whatIs(graders: readonly GraderDocument[]): string {
  const [first] = graders;
  if (!first || graders.length > 1) return plural(graders.length, "grader");
  if (!isEval(first.root)) return first.type ?? "no grader";
  const { length } = criteriaOf(first.root);
  return `eval with ${length} ${length === 1 ? "criterion" : "criteria"}`;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

function jsonLine(
  file: string,
  { text }: GraderFile,
  args: ValidateArgs,
  problems: readonly Problem[],
): string {
  const lines = new LineIndex(text);
  const place = (offset: number) => {
    const { line, character } = lines.positionOf(offset);
    return { line: line + 1, column: character + 1 };
  };
  const found = problems.map(({ code, severity, message, path, source, range }) => ({
    code,
    severity,
    message,
    path,
    source,
    start: place(range.start),
    end: place(range.end),
  }));
  return `${JSON.stringify({ file, provider: args.provider, valid: isRunnable(problems), problems: found })}\n`;
}
