import type { GraderDocument } from "../../core/grader/document";
import { pathWords } from "../../core/validate/schema";
import { flagWords, isErrored } from "../../core/result/flags";
import { isEvalResult, tallyCriteria } from "../../core/result/evalResult";
import type { RunResult } from "../../core/result/runResult";
import { formatReward } from "../../core/report/numbers";
import { runtimeWords } from "../../core/report/runtimeWords";
import type { WhyNot } from "../../core/runs/outcome";
import { faultOf, type Fault, type RowBrief } from "../../core/runs/rowBrief";
import { otherScores, type OtherScore } from "../../core/runs/otherScores";
import type { RowOutcome } from "../../core/runs/runner";
import type { Summary } from "../../core/runs/tally";
import { verdictOf } from "../../core/runs/verdict";
import type { Terminal } from "./terminal";
import { joined, shown, shownLines, type Shown } from "./shown";

/** Different failures whose place and mend are told below their first row. */
const MOST_TOLD = 20;

/**
 * A row of many: state, number, reward, name, and what is not as it should be.
 * @param told what rows before it said of their failures; this row's is added
 */
export function rowText(row: RowBrief, terminal: Terminal, told: Set<string>): Shown {
  const { index, name = "", kind, passed, reasons, why, fault, others = [] } = row;
  const number = String(index + 1).padStart(4);
  if (why)
    return shown`${terminal.style("red", "!")}${number}  ${"–".padStart(8)}  ${name}  ${whyWords(why)}\n`;
  const errored = kind === "errored";
  const reward = errored ? "errored" : scoreWords(row);
  const mark = passed ? terminal.style("green", "✓") : terminal.style("red", errored ? "!" : "✗");
  const because = reasons.length > 0 ? shown`  ${terminal.style("dim", reasons.join("; "))}` : "";
  const beside = others.length > 0 ? shown`  ${terminal.style("dim", otherWords(others))}` : "";
  const line = shown`${mark}${number}  ${reward.padStart(8)}  ${name}${because}${beside}\n`;
  if (!fault) return line;
  const failures = joined(failureLines(fault, terminal).map((words) => shown`      ${words}\n`));
  if (told.has(failures.source) || told.size >= MOST_TOLD) return line;
  told.add(failures.source);
  return joined([line, failures]);
}

/** "hosted 1.00, recorded accuracy 0.50": only what is not ours. */
function otherWords(others: readonly OtherScore[]): string {
  return others
    .map(({ by, part, score }) =>
      [by, part, formatReward(score)].filter((word) => word !== undefined).join(" "),
    )
    .join(", ");
}

/** A whole eval's row is no score of its own: it passed or failed. */
function scoreWords({ reward = 0, evalPassed }: Pick<RowBrief, "reward" | "evalPassed">): string {
  if (evalPassed === undefined) return formatReward(reward);
  return evalPassed ? "passed" : "failed";
}

export function summaryText(
  { rows, scored, errored, notAsked, mean }: Summary,
  passed: number,
  terminal: Terminal,
): Shown {
  const average = mean === undefined ? "" : `, mean ${formatReward(mean)}`;
  const bad = (count: number, words: string) =>
    count > 0 ? terminal.style("red", `${count} ${words}`) : `${count} ${words}`;
  const others = shown`, ${bad(errored, "errored")}, ${bad(notAsked, "not asked")}`;
  return shown`\n${rows} samples: ${passed} passed, ${scored} scored${average}${others}\n`;
}

/** Everything worth knowing of a single result. */
export function detailText(
  document: GraderDocument,
  { row, outcome }: RowOutcome,
  terminal: Terminal,
): Shown {
  if (!outcome.result) {
    const state = outcome.kind === "not-asked" ? "not asked" : "not run";
    return shown`${terminal.style("red", state)}  ${whyWords(outcome.why)}\n`;
  }
  const { result } = outcome;
  const { by, reasons } = verdictOf(outcome, row.sample.expect);
  const lines = [
    headline(result, terminal),
    ...subRewardLines(result, terminal),
    ...failureLines(faultOf(result), terminal),
    ...renderedLines(result),
    ...pythonLines(result),
    ...noteLines(result),
    ...(isErrored(result)
      ? []
      : otherScores(row.sample, result).map((other) => shown`  ${otherWords([other])}`)),
    ...(by === "expect"
      ? reasons.map((reason) => terminal.style("red", `  not as expected: ${reason}`))
      : []),
  ];
  return shown`${document.name}\n${joined(lines, "\n")}\n`;
}

function headline(result: RunResult, terminal: Terminal): Shown {
  const { diagnostics, metadata, reward } = result;
  const errored = isErrored(result);
  const passed = passedWords(diagnostics.passed);
  const basis = [
    diagnostics.provider,
    (diagnostics.judge?.source ?? "live") === "live"
      ? diagnostics.basis
      : `${diagnostics.judge?.source} judge`,
  ];
  const time = `${(metadata.execution_time * 1000).toFixed(0)} ms`;
  const number = formatReward(reward);
  const first = errored
    ? shown`${terminal.style("red", "errored")}  no score; the API's reward is ${terminal.style("strikethrough", number)}`
    : isEvalResult(result)
      ? shown`${terminal.style("bold", evalWords(result))}  ${criteriaWords(result)}`
      : shown`${terminal.style("bold", number)}  scored${passed}`;
  return shown`  ${first}  ${terminal.style("dim", `${metadata.type} · ${basis.join(" · ")} · ${time}`)}`;
}

function evalWords({ diagnostics }: RunResult): string {
  return diagnostics.passed === true ? "passed" : "failed";
}

function criteriaWords(result: RunResult): string {
  const { passed, total } = tallyCriteria(result);
  return `${passed.length} of ${total} criteria passed`;
}

function noteLines(result: RunResult): Shown[] {
  const { notes, sub_graders } = result.diagnostics;
  const own = isEvalResult(result) ? Object.entries(sub_graders) : [];
  const all = [...notes, ...own.flatMap(([key, sub]) => sub.notes.map((note) => `${key}: ${note}`))];
  return all.map((note) => shown`  note: ${note}`);
}

function subRewardLines({ sub_rewards, diagnostics, metadata }: RunResult, terminal: Terminal): Shown[] {
  const width = Math.max(0, ...Object.keys(sub_rewards).map((key) => key.length));
  const rows = Object.entries(sub_rewards).map(([key, reward]) => {
    const sub = diagnostics.sub_graders[key];
    const errored = (sub?.failures.length ?? 0) > 0;
    const reached = !errored
      ? `${formatReward(reward)}${passedWords(sub?.passed)}`
      : isEvalResult({ metadata })
        ? terminal.style("red", "errored")
        : shown`${terminal.style("red", "errored")}, counts as ${formatReward(reward)}`;
    return shown`    ${key.padEnd(width)}  ${reached}`;
  });
  return diagnostics.formula ? [shown`  = ${diagnostics.formula.expression}`, ...rows] : rows;
}

function passedWords(passed: boolean | undefined): string {
  return passed === undefined ? "" : passed ? ", passed" : ", not passed";
}

function failureLines({ raised, failures }: Fault, terminal: Terminal): Shown[] {
  const explained = new Set<string>(failures.map(({ flag }) => flag));
  const unexplained = raised.filter((flag) => !explained.has(flag));
  return [
    ...failures.flatMap(({ flag, message, mend, path = [] }) => [
      shown`  ${terminal.style("red", flag)}  ${pathWords(path)}${message}`,
      ...(mend === undefined ? [] : [shown`    ${mend}`]),
    ]),
    ...unexplained.map(
      (flag) => shown`  ${terminal.style("red", flag)}  ${flagWords(flag).meaning} ${flagWords(flag).mend}`,
    ),
  ];
}

const LONGEST_SHOWN = 200;

function renderedLines({ diagnostics }: RunResult): Shown[] {
  const subs = Object.values(diagnostics.sub_graders).flatMap(({ rendered }) => rendered);
  return [...diagnostics.rendered, ...subs].map(({ path, text }) => {
    const beginning = text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
    return shown`  ${path.join(".")}: ${JSON.stringify(beginning)}`;
  });
}

function pythonLines({ diagnostics }: RunResult): Shown[] {
  const { python } = diagnostics;
  if (!python) return [];
  const streams = [python.traceback, python.stdout, python.stderr].filter(
    (text) => text !== undefined && text !== "",
  );
  const lines = streams.flatMap((text) => (text ?? "").trimEnd().split("\n"));
  return [...lines.map((line) => shown`  | ${shownLines(line)}`), shown`  python: ${runtimeWords(python)}`];
}

function whyWords({ message, details }: WhyNot): string {
  return [message, details.mend].filter(Boolean).join(" ");
}
