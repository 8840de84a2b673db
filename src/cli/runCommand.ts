import { setImmediate } from "node:timers/promises";
import { columnUse } from "../core/dataset/columnUse";
import type { LineRange } from "../core/dataset/lineRanges";
import { onlyComputes } from "../core/engine/onlyComputes";
import type { Json } from "../core/json/value";
import { shellWord } from "../core/report/copyAs/shell";
import type { WhyNot } from "../core/runs/outcome";
import { markOfLogged } from "../core/runs/outcomeLog";
import type { RowMark } from "../core/runs/rowMark";
import type { Plan } from "../core/runs/runner";
import { Tally } from "../core/runs/tally";
import { checkGrader } from "../core/validate/validateGrader";
import type { FileEngine } from "../node/engineWorker/workerEngine";
import { FileError } from "../node/files/fileError";
import { RunFolder } from "../node/runs/runFolder";
import type { RunArgs } from "./args";
import { partByPart, rowByRow, type EndedRows, type Grading } from "./endedRows";
import { EXIT, worstExit, type ExitCode } from "./exitCodes";
import { readOneGrader } from "./graderFile";
import { chooseSamples, type ChosenSamples } from "./inputs";
import { Keeping, type Wanted } from "./keeping";
import { rowsOfRanges } from "./longSamples";
import { problemLines } from "./output/problems";
import { joined, shown, ShownBytes, type Text } from "./output/shown";
import { summaryText } from "./output/text";
import { startRunProvider, type StartedProvider } from "./provider";
import { inOneGo } from "./signals";
import type { Terminal } from "./output/terminal";

/** `graders run GRADER`: results on stdout in the samples' order. */
export async function runCommand(args: RunArgs, terminal: Terminal, signal: AbortSignal): Promise<ExitCode> {
  const { keep } = args;
  if (!keep) return gradeRows({ args }, terminal, signal);
  const { folder, force, options } = keep;
  const begin = (wanted: Wanted) => Keeping.begin(new RunFolder(folder, force), wanted, options, signal);
  return gradeRows({ args, folder, keep: begin }, terminal, signal);
}

/** A grader and rows as a command line names them, and where what they come to is kept. */
export interface RowsToGrade {
  readonly args: RunArgs;
  /** The grader file's text, where it is not to be read anew. */
  readonly text?: string | undefined;
  /** Where the run is kept, for messages. */
  readonly folder?: string;
  readonly keep?: (wanted: Wanted) => Promise<Keeping>;
}

export async function gradeRows(
  given: RowsToGrade,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const started = startRunProvider(given.args, terminal);
  try {
    return await runWith(started, given, terminal, signal);
  } finally {
    await started.close();
  }
}

async function runWith(
  started: StartedProvider,
  given: RowsToGrade,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { args } = given;
  const { file, text, document } = await readOneGrader(args.grader, terminal, signal, given.text);
  const problems = inOneGo(() => checkGrader(document));
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.length > 0) {
    terminal.err(
      shown`${problemLines(file, document.json.text, errors)}\ngraders: the grader is invalid, so nothing was run.\n`,
    );
    return EXIT.errored;
  }
  const doubtful = problems.filter(({ source }) => source === "json");
  if (doubtful.length > 0) terminal.err(shown`${problemLines(file, document.json.text, doubtful)}\n`);
  const root = document.root ?? new Map<string, Json>();
  const choosing = { path: file, grader: root, use: columnUse(document), strict: args.strict };
  const samples = await chooseSamples(args.samples, choosing, terminal, signal, started.files);
  try {
    return await gradeSamples(
      samples,
      started,
      { file, text, document, data: samples.source },
      { args, terminal, signal },
      given,
    );
  } finally {
    await samples.close?.();
  }
}

async function gradeSamples(
  samples: ChosenSamples,
  { open, files }: StartedProvider,
  wanted: Wanted,
  how: Omit<Grading, "document">,
  { folder, keep }: RowsToGrade,
): Promise<ExitCode> {
  const { document } = wanted;
  const { provider, close } = await open(wanted.file);
  const grader = document.root ?? new Map<string, Json>();
  const grading = { ...how, document };
  try {
    const keeping = await keep?.(wanted);
    const graded = { ...grading, ...(keeping && { keeping }) };
    const ended = endedRows({ provider, grader }, samples, graded, files);
    return await (keeping && folder !== undefined
      ? whileKept(keeping, folder, how.terminal, () => tell(ended, samples.count, graded))
      : tell(ended, samples.count, graded));
  } finally {
    await close();
  }
}

/** By parts, where the engine's threads can do so alone; a part of which outcomes are kept already, row by row. */
async function* endedRows(
  plan: Plan,
  { rows, count, long }: ChosenSamples,
  grading: Grading,
  files: FileEngine | undefined,
): AsyncGenerator<EndedRows> {
  if (!files || !long || count === 1 || !onlyComputes(plan.grader)) {
    yield* rowByRow(plan, rows, count, grading);
    return;
  }
  const { path, ranges } = long;
  const isBegun = ({ index, count }: LineRange) => grading.keeping?.hasAny(index, count) === true;
  const begun = ranges.filter(isBegun);
  if (begun.length > 0) yield* rowByRow(plan, rowsOfRanges(path, begun), count, grading);
  yield* partByPart(files, { path, ranges: ranges.filter((range) => !isBegun(range)) }, grading);
}

/** Ends what is kept, however the run ends, and says where it is and how it goes on. */
async function whileKept(
  keeping: Keeping,
  folder: string,
  terminal: Terminal,
  run: () => Promise<ExitCode>,
): Promise<ExitCode> {
  const goOn = shown`go on by: graders resume ${shellWord(folder)}\n`;
  try {
    const code = await run().finally(() => keeping.close());
    terminal.err(shown`kept in ${folder}\n`);
    return code;
  } catch (error) {
    terminal.progress("");
    if (!(error instanceof FileError)) {
      terminal.err(goOn);
      throw error;
    }
    terminal.err(shown`graders: ${error.message} Make room for it, and ${goOn}`);
    return EXIT.stopped;
  }
}

/** Writes rows as they end, and a summary behind them. */
async function tell(
  ended: AsyncIterable<EndedRows>,
  count: number,
  { args, terminal, keeping }: Grading,
): Promise<ExitCode> {
  const codes = new Set<ExitCode>();
  const tally = new Tally();
  let graded = 0;
  let passed = 0;
  const add = (row: RowMark) => {
    codes.add(exitOf(row));
    if (row.passed) passed++;
    tally.count(row.kind, row.reward);
    graded++;
  };
  for (const outcome of keeping?.earlier ?? []) add(markOfLogged(outcome));
  const output = new BufferedOutput(terminal);
  try {
    for await (const { rows, text } of ended) {
      for (const row of rows) {
        add(row);
        if (graded % PROGRESS_ROWS === 0) terminal.progress(`${graded} of ${count} samples`);
      }
      // Computed rows come without a turn of the event loop, and Ctrl+C and a closed pipe are heard in turns only.
      if (output.write(text)) await setImmediate();
    }
  } finally {
    terminal.progress("");
    output.flush();
    if (args.format === "text" && (count > 1 || keeping))
      terminal.out(summaryText(tally.summary, passed, terminal));
  }
  return worstExit([...codes]);
}

const PROGRESS_ROWS = 50;

function exitOf({ kind, passed, erroredAsExpected, why }: RowMark): ExitCode {
  if (why) return CONFIGURATION.has(why.reason) ? EXIT.usage : EXIT.errored;
  if (passed) return EXIT.ok;
  return kind === "errored" && !erroredAsExpected ? EXIT.errored : EXIT.unmet;
}

/** What the user must set up; the rest is the provider's or the grader's. */
const CONFIGURATION: ReadonlySet<WhyNot["reason"]> = new Set([
  "key-missing",
  "not-configured",
  "consent-missing",
]);

/** So many texts become one write, and so long a text waits for others. */
const MOST_BUFFERED = 500;
const LONGEST_BUFFERED_MS = 200;

/** Few large writes instead of many small ones; who is killed has lost what ended in the last moment only. */
class BufferedOutput {
  private texts: Text[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly terminal: Terminal) {}

  /** @returns whether it was time for a large one */
  write(text: Text | ShownBytes): boolean {
    if (text instanceof ShownBytes) {
      this.flush();
      this.terminal.out(text);
      return true;
    }
    this.texts.push(text);
    this.timer ??= setTimeout(() => this.flush(), LONGEST_BUFFERED_MS);
    if (this.texts.length < MOST_BUFFERED) return false;
    this.flush();
    return true;
  }

  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.texts.length > 0) this.terminal.out(joined(this.texts));
    this.texts = [];
  }
}
