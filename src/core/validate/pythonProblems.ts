import { t } from "@vscode/l10n";
import { codePointOffset } from "../json/codePoints";
import type { JsonDocument, TextRange } from "../json/document";
import { textAt, type JsonPath } from "../json/value";
import type { PythonFinding, PythonGradeFunction, PythonParse, PythonRunner, PythonSpan } from "../ports";
import { shorten } from "../shorten";
import type { Span } from "../template/parse";
import type { ProblemCode } from "./codes";
import { gradersIn, graderWords, type FoundGrader } from "./graders";
import { replaceInString } from "./fixes";
import { rangeInString } from "./places";
import { findingWords } from "./pythonFindings";
import type { Problem, ProblemFix } from "./problem";
import { MAX_SOURCE_BYTES, sourceBytes } from "./sourceSize";
import type { RuleContext } from "./rule";

/** Each Python source parses and binds `grade` to a function of two parameters (facts.md "Python"). */
export async function pythonProblems(
  context: RuleContext,
  python: PythonRunner,
  signal: AbortSignal,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const grader of gradersIn(context.document)) {
    const source = textAt(grader.value, ["source"]);
    if (grader.type !== "python" || source === undefined) continue;
    // What no service takes is not worth the time: a source of megabytes parses for minutes. `source-size` says so.
    if (sourceBytes(source) >= MAX_SOURCE_BYTES) continue;
    const parsed = await python.parse(source, signal);
    problems.push(...readParse(context.document.json, grader, source, parsed));
  }
  return problems;
}

function readParse(
  json: JsonDocument,
  grader: FoundGrader,
  source: string,
  parsed: PythonParse,
): readonly Problem[] {
  const path = [...grader.path, "source"];
  const who = graderWords(grader);
  if (parsed.kind === "unavailable") {
    const message = t("The Python of {0} could not be checked: {1}", who, `${parsed.message} ${parsed.mend}`);
    return [problem("python-unchecked", "information", message, json.rangeOfKey(path), path)];
  }
  if (parsed.kind === "syntax_error") {
    const message = placed(who, parsed.span, parsed.message);
    return [problem("python-syntax", "error", message, pythonRange(json, path, source, parsed.span), path)];
  }
  return [...gradeProblems(json, grader, source, parsed), ...findingProblems(json, grader, source, parsed)];
}

type Parsed = Extract<PythonParse, { readonly kind: "parsed" }>;

function gradeProblems(
  json: JsonDocument,
  grader: FoundGrader,
  source: string,
  parsed: Parsed,
): readonly Problem[] {
  const path = [...grader.path, "source"];
  const who = graderWords(grader);
  if (!parsed.grade) {
    const message = t("The Python of {0} defines no grade(sample, item) at top level.", who);
    return [problem("python-no-grade", "error", message, json.rangeOfKey(path), path)];
  }
  const wrong = wrongSignature(parsed.grade);
  if (wrong === undefined) return [];
  const message = placed(who, parsed.grade.span, wrong);
  return [
    problem(
      "python-grade-signature",
      "error",
      message,
      pythonRange(json, path, source, parsed.grade.span),
      path,
    ),
  ];
}

function findingProblems(
  json: JsonDocument,
  grader: FoundGrader,
  source: string,
  { findings = [] }: Parsed,
): readonly Problem[] {
  const path = [...grader.path, "source"];
  return findings.flatMap((finding) => {
    const words = findingWords(finding);
    if (!words) return [];
    const message = placed(graderWords(grader), finding.span, words.message);
    const range = pythonRange(json, path, source, finding.span);
    const fixes = findingFixes(json, path, source, finding);
    const found = problem(words.code, words.severity, message, range, path);
    return [fixes.length > 0 ? { ...found, fixes } : found];
  });
}

function findingFixes(
  json: JsonDocument,
  path: JsonPath,
  source: string,
  finding: PythonFinding,
): readonly ProblemFix[] {
  const { edits = [] } = "edits" in finding ? finding : {};
  const [first, ...more] = edits;
  if (!first) return [];
  const title = more.length > 0 ? t("Swap the parameters") : t("Return {0}", shorten(first.text, 40));
  return [
    {
      title,
      edits: edits.flatMap(
        ({ span, text }) => replaceInString(json, path, sourceSpan(source, span), text).edits,
      ),
    },
  ];
}

function placed(who: string, { line, column }: PythonSpan, message: string): string {
  return t("Python, {0}, line {1}, column {2}: {3}", who, line, column, message);
}

function wrongSignature({ takesTwo, parameters, isAsync }: PythonGradeFunction): string | undefined {
  if (isAsync) return t("grade is async, so it returns a coroutine and no number. Remove async.");
  if (takesTwo !== false) return undefined;
  if (parameters.length === 0)
    return t("grade must take two positional arguments, (sample, item); it takes none.");
  const given = parameters.join(", ");
  return t("grade must take two positional arguments, (sample, item); it takes ({0}).", given);
}

/** The document's range of a place in the Python source at `path`. */
export function pythonRange(json: JsonDocument, path: JsonPath, source: string, span: PythonSpan): TextRange {
  return rangeInString(json, path, sourceSpan(source, span));
}

function sourceSpan(source: string, span: PythonSpan): Span {
  const start = sourceOffset(source, span.line, span.column);
  const end = sourceOffset(source, span.endLine, span.endColumn);
  return { start, end: Math.max(end, start) };
}

/** The UTF-16 offset of a one-based line and code point column, as Python counts them. */
export function sourceOffset(source: string, line: number, column: number): number {
  let start = 0;
  for (let passed = 1; passed < line; passed++) {
    const next = /\r\n|\n|\r/g;
    next.lastIndex = start;
    const found = next.exec(source);
    if (!found) return source.length;
    start = found.index + found[0].length;
  }
  return codePointOffset(source, start, column - 1);
}

function problem(
  code: ProblemCode,
  severity: Problem["severity"],
  message: string,
  range: TextRange,
  path: JsonPath,
): Problem {
  return { code, severity, message, range, path, source: "rule" };
}
