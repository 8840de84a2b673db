import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";
import { rowRunner, runBatch, Tally, type RowOutcome } from "../core/dataset/batch";
import { judgeExpectation } from "../core/dataset/expectation";
import type { GraderDocument } from "../core/grader/document";
import { ProviderError } from "../core/provider/provider";
import { isErrored } from "../core/result/flags";
import { checkGrader } from "../core/validate/validateGrader";
import type { RunArgs } from "./args";
import { EXIT, worstExit, type ExitCode } from "./exitCodes";
import { readOneGrader } from "./graderFile";
import { chooseSamples, type ChosenSamples } from "./inputs";
import { jsonRow } from "./output/json";
import { problemLines } from "./output/problems";
import { joined, shown, type Text } from "./output/shown";
import { detailText, rowText, summaryText } from "./output/text";
import { startRunProvider } from "./provider";
import { inOneGo } from "./signals";
import type { Terminal } from "./terminal";

/** `graders run GRADER`: results on stdout in the samples' order. */
export async function runCommand(args: RunArgs, terminal: Terminal, signal: AbortSignal): Promise<ExitCode> {
  const started = startRunProvider(args, terminal);
  try {
    return await runWith(started.open, args, terminal, signal);
  } finally {
    await started.close();
  }
}

async function runWith(
  openProvider: ReturnType<typeof startRunProvider>["open"],
  args: RunArgs,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { file, document } = await readOneGrader(args.grader, terminal, signal);
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
  const chosen = await chooseSamples(args.samples, file, terminal, signal);
  const { provider, close } = await openProvider(file);
  try {
    const run = rowRunner(provider, document.root ?? new Map(), signal);
    return await gradeRows(args, document, chosen, run, terminal, signal);
  } finally {
    await close();
  }
}

type Run = ReturnType<typeof rowRunner>;

async function gradeRows(
  args: RunArgs,
  document: GraderDocument,
  { rows, count }: ChosenSamples,
  run: Run,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const concurrency = args.concurrency ?? Math.max(availableParallelism() * 4, 8);
  const codes = new Set<ExitCode>();
  const tally = new Tally();
  const told = new Set<string>();
  let graded = 0;
  let passed = 0;
  const output = new BufferedOutput(terminal);
  try {
    for await (const row of runBatch(run, rows, { concurrency, signal })) {
      const code = exitOf(row);
      codes.add(code);
      if (code === EXIT.ok) passed++;
      tally.add(row.outcome instanceof ProviderError ? undefined : row.outcome);
      const text =
        args.format === "json"
          ? jsonRow(row)
          : count === 1
            ? detailText(document, row, terminal)
            : rowText(row, terminal, told);
      // Computed rows come without a turn of the event loop, and Ctrl+C and a closed pipe are heard in turns only.
      if (output.write(text)) await setImmediate();
      if (++graded % 50 === 0) terminal.progress(`${graded} of ${count} samples`);
    }
  } finally {
    terminal.progress("");
    output.flush();
    if (args.format === "text" && count > 1) terminal.out(summaryText(tally.summary, passed, terminal));
  }
  return worstExit([...codes]);
}

function exitOf({ outcome, row }: RowOutcome): ExitCode {
  if (outcome instanceof ProviderError) return CONFIGURATION.has(outcome.reason) ? EXIT.usage : EXIT.errored;
  const { expect = {} } = row.sample;
  if (judgeExpectation(outcome, expect).passed) return EXIT.ok;
  const { errors } = expect;
  const erroredAsExpected = errors !== undefined && judgeExpectation(outcome, { errors }).passed;
  return isErrored(outcome) && !erroredAsExpected ? EXIT.errored : EXIT.unmet;
}

/** What the user must set up; the rest is the provider's or the grader's. */
const CONFIGURATION: ReadonlySet<ProviderError["reason"]> = new Set([
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
  write(text: Text): boolean {
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
