import { setImmediate } from "node:timers/promises";
import { onlyComputes } from "../core/engine/onlyComputes";
import type { Json } from "../core/json/value";
import type { WhyNot } from "../core/runs/outcome";
import type { RowMark } from "../core/runs/rowMark";
import { Tally } from "../core/runs/tally";
import { checkGrader } from "../core/validate/validateGrader";
import type { RunArgs } from "./args";
import { partByPart, rowByRow, type EndedRows, type Grading } from "./endedRows";
import { EXIT, worstExit, type ExitCode } from "./exitCodes";
import { readOneGrader } from "./graderFile";
import { chooseSamples } from "./inputs";
import { problemLines } from "./output/problems";
import { joined, shown, ShownBytes, type Text } from "./output/shown";
import { summaryText } from "./output/text";
import { startRunProvider } from "./provider";
import { inOneGo } from "./signals";
import type { Terminal } from "./output/terminal";

/** `graders run GRADER`: results on stdout in the samples' order. */
export async function runCommand(args: RunArgs, terminal: Terminal, signal: AbortSignal): Promise<ExitCode> {
  const started = startRunProvider(args, terminal);
  try {
    return await runWith(started, args, terminal, signal);
  } finally {
    await started.close();
  }
}

async function runWith(
  { open, files }: ReturnType<typeof startRunProvider>,
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
  const { rows, count, long } = await chooseSamples(args.samples, file, terminal, signal, files);
  const { provider, close } = await open(file);
  const grader = document.root ?? new Map<string, Json>();
  const graded = { args, document, terminal, signal };
  try {
    const ended =
      files && long && count > 1 && onlyComputes(grader)
        ? partByPart(files, long, graded)
        : rowByRow({ provider, grader }, rows, count, graded);
    return await tell(ended, count, graded);
  } finally {
    await close();
  }
}

/** Writes rows as they end, and a summary behind them. */
async function tell(
  ended: AsyncIterable<EndedRows>,
  count: number,
  { args, terminal }: Grading,
): Promise<ExitCode> {
  const codes = new Set<ExitCode>();
  const tally = new Tally();
  let graded = 0;
  let passed = 0;
  const output = new BufferedOutput(terminal);
  try {
    for await (const { rows, text } of ended) {
      for (const row of rows) {
        codes.add(exitOf(row));
        if (row.passed) passed++;
        tally.count(row.kind, row.reward);
        if (++graded % PROGRESS_ROWS === 0) terminal.progress(`${graded} of ${count} samples`);
      }
      // Computed rows come without a turn of the event loop, and Ctrl+C and a closed pipe are heard in turns only.
      if (output.write(text)) await setImmediate();
    }
  } finally {
    terminal.progress("");
    output.flush();
    if (args.format === "text" && count > 1) terminal.out(summaryText(tally.summary, passed, terminal));
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
