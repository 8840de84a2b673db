import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";
import type { LocatedSample } from "../core/dataset/rows";
import type { GraderDocument } from "../core/grader/document";
import type { WhyNot } from "../core/runs/outcome";
import { runPlan, type Plan, type RowOutcome } from "../core/runs/runner";
import { Tally } from "../core/runs/tally";
import { verdictOf, type Verdict } from "../core/runs/verdict";
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
import type { Terminal } from "./output/terminal";

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
    const plan = { provider, grader: document.root ?? new Map() };
    return await gradeRows(args, document, chosen, plan, terminal, signal);
  } finally {
    await close();
  }
}

async function gradeRows(
  args: RunArgs,
  document: GraderDocument,
  { rows, count }: ChosenSamples,
  plan: Plan,
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
    for await (const event of runPlan(plan, rows, { concurrency, signal })) {
      if (event.kind === "started") continue;
      const verdict = verdictOf(event.outcome, event.row.sample.expect);
      codes.add(exitOf(event, verdict));
      if (verdict.passed) passed++;
      tally.add(event.outcome);
      const text =
        args.format === "json"
          ? jsonRow(event)
          : count === 1
            ? detailText(document, event, terminal)
            : rowText(event, verdict, terminal, told);
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

function exitOf({ outcome, row }: RowOutcome<LocatedSample>, { passed }: Verdict): ExitCode {
  if (!outcome.result) return CONFIGURATION.has(outcome.why.reason) ? EXIT.usage : EXIT.errored;
  if (passed) return EXIT.ok;
  const { errors } = row.sample.expect ?? {};
  const erroredAsExpected = errors !== undefined && verdictOf(outcome, { errors }).passed;
  return outcome.kind === "errored" && !erroredAsExpected ? EXIT.errored : EXIT.unmet;
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
