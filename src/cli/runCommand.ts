import { availableParallelism } from "node:os";
import { runBatch, rowRunner, summarize, type RowOutcome } from "../core/dataset/batch";
import { judgeExpectation } from "../core/dataset/expectation";
import type { GraderDocument } from "../core/grader/document";
import { ProviderError } from "../core/provider/provider";
import { isErrored } from "../core/result/flags";
import type { RunResult } from "../core/result/runResult";
import { checkGrader } from "../core/validate/validateGrader";
import type { RunArgs } from "./args";
import { EXIT, UsageError, worstExit, type ExitCode } from "./exitCodes";
import { chooseSamples, readGraderFile, type ChosenSamples } from "./inputs";
import { jsonRow } from "./output/json";
import { problemLines } from "./output/problems";
import { detailText, rowText, summaryText } from "./output/text";
import { openRunProvider } from "./provider";
import type { Terminal } from "./terminal";

/** `graders run GRADER`: results on stdout in the samples' order. */
export async function runCommand(args: RunArgs, terminal: Terminal, signal: AbortSignal): Promise<ExitCode> {
  const document = await readGraderFile(args.grader, terminal);
  const problems = checkGrader(document);
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.length > 0) {
    terminal.err(
      `${problemLines(args.grader, document.json.text, errors)}\ngraders: the grader is invalid, so nothing was run.\n`,
    );
    return EXIT.errored;
  }
  const doubtful = problems.filter(({ source }) => source === "json");
  if (doubtful.length > 0) terminal.err(`${problemLines(args.grader, document.json.text, doubtful)}\n`);
  const chosen = await chooseSamples(args.samples, args.grader, terminal, signal);
  requireOutputs(chosen);
  const { provider, close } = await openRunProvider(args, terminal);
  try {
    return await gradeRows(
      args,
      document,
      chosen,
      rowRunner(provider, document.root ?? new Map(), signal),
      terminal,
      signal,
    );
  } finally {
    await close();
  }
}

/** A row without an output is never graded as an empty text unasked (design.md "Files"). */
function requireOutputs({ source, rows }: ChosenSamples): void {
  const empty = rows.filter(({ sample }) => sample.output.kind === "none");
  const [first] = empty;
  if (!first) return;
  const others = empty.length > 1 ? ` (and ${empty.length - 1} more rows)` : "";
  throw new UsageError(
    `${source}:${first.line}:1: the row has no output${others}. Add model_sample, or name one output by --model-sample TEXT.`,
  );
}

type Run = ReturnType<typeof rowRunner>;

async function gradeRows(
  args: RunArgs,
  document: GraderDocument,
  { rows }: ChosenSamples,
  run: Run,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const concurrency = args.concurrency ?? Math.max(availableParallelism() * 4, 8);
  const codes = new Set<ExitCode>();
  const results: (RunResult | undefined)[] = [];
  let passed = 0;
  const output = new BufferedOutput(terminal);
  try {
    for await (const row of runBatch(run, rows, { concurrency, signal })) {
      const code = exitOf(row);
      codes.add(code);
      if (code === EXIT.ok) passed++;
      results.push(row.outcome instanceof ProviderError ? undefined : row.outcome);
      output.write(
        args.format === "json"
          ? jsonRow(row)
          : rows.length === 1
            ? detailText(document, row, terminal)
            : rowText(row, terminal),
      );
      if (results.length % 50 === 0) terminal.progress(`${results.length} of ${rows.length} samples`);
    }
  } finally {
    terminal.progress("");
    output.flush();
    if (args.format === "text" && rows.length > 1)
      terminal.out(summaryText(summarize(results), passed, terminal));
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

/** Few large writes instead of many small ones. */
class BufferedOutput {
  private texts: string[] = [];

  constructor(private readonly terminal: Terminal) {}

  write(text: string): void {
    this.texts.push(text);
    if (this.texts.length >= 500) this.flush();
  }

  flush(): void {
    if (this.texts.length > 0) this.terminal.out(this.texts.join(""));
    this.texts = [];
  }
}
