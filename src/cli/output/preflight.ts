import type { CheckState, PreflightFile, PreflightFinding } from "../../core/preflight/check";
import type { Preflight } from "../../core/preflight/preflight";
import type { Terminal } from "./terminal";
import { joined, shown, type Shown } from "./shown";

/** The path of each file, as the user named it. */
export type PreflightPaths = Readonly<Record<PreflightFile, string>>;

const MARKS: Readonly<Record<CheckState, readonly ["green" | "yellow" | "red" | "dim", string]>> = {
  passed: ["green", "✓"],
  warned: ["yellow", "⚠"],
  failed: ["red", "✗"],
  skipped: ["dim", "-"],
};

/** A line a check, its findings below it as `file:line:column: message`. */
export function preflightText(
  { target, checks }: Preflight,
  paths: PreflightPaths,
  terminal: Terminal,
): Shown {
  const width = Math.max(...checks.map(({ title }) => title.length));
  const lines = checks.flatMap(({ state, title, summary, findings }) => {
    const [style, mark] = MARKS[state];
    const words = state === "skipped" ? `skipped: ${summary}` : summary;
    return [
      shown`${terminal.style(style, mark)} ${title.padEnd(width)}  ${words}`,
      ...findings.map((finding) => shown`    ${findingText(finding, paths)}`),
    ];
  });
  return shown`${joined(lines, "\n")}\n\n${summaryLine({ target, checks }, terminal)}\n`;
}

function findingText({ place, message, code }: PreflightFinding, paths: PreflightPaths): string {
  return `${paths[place.file]}:${place.line}:${place.column}: ${message} [${code}]`;
}

function summaryLine({ target, checks }: Pick<Preflight, "target" | "checks">, terminal: Terminal): Shown {
  const count = (wanted: CheckState) => checks.filter(({ state }) => state === wanted).length;
  const failed = count("failed");
  const parts = [
    terminal.style(failed > 0 ? "red" : "dim", `${failed} failed`),
    `${count("passed")} passed`,
    ...(count("warned") > 0 ? [terminal.style("yellow", `${count("warned")} with warnings`)] : []),
    ...(count("skipped") > 0 ? [`${count("skipped")} skipped`] : []),
  ];
  return shown`${target}: ${checks.length} checks, ${joined(parts, ", ")}`;
}

/** One object: the checks with their findings, each with its file's path. */
export function preflightJson({ target, passed, checks }: Preflight, paths: PreflightPaths): string {
  const found = checks.map(({ findings, ...check }) => ({
    ...check,
    findings: findings.map(({ place: { file, ...place }, ...finding }) => ({
      ...finding,
      file: paths[file],
      ...place,
    })),
  }));
  return `${JSON.stringify({ target, passed, checks: found })}\n`;
}
