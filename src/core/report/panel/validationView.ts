import { t } from "@vscode/l10n";
import { wireGrader, type GraderDocument } from "../../grader/document";
import { LineIndex } from "../../json/lines";
import type { Json, JsonObject } from "../../json/value";
import { writeJson } from "../../json/write";
import { graderDiff, type GraderChange } from "../../provider/graderDiff";
import type { Problem } from "../../validate/problem";
import { isRunnable } from "../../validate/validateGrader";
import { heading, type HeadingInput } from "./headingView";
import type { DiffLine, FindingView, ValidationView } from "./panelView";
import { partOfFile } from "./partTitle";
import { pathLabel } from "./pathLabel";

export interface ValidationInput extends HeadingInput {
  /** The grader as it was validated. */
  readonly document: GraderDocument;
  readonly problems: readonly Problem[];
  readonly requestId?: string;
  /** What a hosted provider gave back; absent for the engine. */
  readonly returned?: JsonObject;
  /** Why the provider was not asked, such as our own errors; absent where it was. */
  readonly notAsked?: string;
}

/** Everything that the panel shows of a validation. */
export function validationView(input: ValidationInput): ValidationView {
  const { document, problems, requestId } = input;
  const lines = new LineIndex(document.json.text);
  const diff = returnedChanges(input).map(diffLine);
  const counts = countsOf(problems);
  return {
    kind: "validation",
    heading: heading({ ...input, ...partOfFile(document) }),
    counts,
    summary: [summaryOf(counts, problems), input.notAsked].filter(Boolean).join(" "),
    findings: problems.map((problem, index) => findingView(problem, index, lines)),
    ...(requestId !== undefined && { requestId }),
    diff,
    canApply: diff.length > 0,
  };
}

/** The problem whose mend has this id. */
export function problemOfMend(problems: readonly Problem[], id: string): Problem | undefined {
  return problems.find((problem, index) => problem.fixes && mendId(problem, index) === id);
}

/**
 * What "take the returned grader over" would change; nothing where none came back. A null where nothing was
 * sent says nothing and is passed over.
 */
export function returnedChanges({
  document: { root },
  returned,
}: Pick<ValidationInput, "document" | "returned">): readonly GraderChange[] {
  if (!root || !returned) return [];
  return graderDiff(wireGrader(root), returned).filter(
    (change) => change.change !== "added" || change.returned !== null,
  );
}

function diffLine(change: GraderChange): DiffLine {
  return {
    change: change.change,
    path: pathLabel(change.path),
    ...("sent" in change && { sent: shown(change.sent) }),
    ...("returned" in change && { returned: shown(change.returned) }),
  };
}

const LONGEST_SHOWN = 200;

function shown(value: Json): string {
  const text = writeJson(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

type Counts = ValidationView["counts"];

function countsOf(problems: readonly Problem[]): Counts {
  const count = (...severities: Problem["severity"][]) =>
    problems.filter(({ severity }) => severities.includes(severity)).length;
  return { errors: count("error"), warnings: count("warning"), information: count("information", "hint") };
}

function summaryOf({ errors, warnings, information }: Counts, problems: readonly Problem[]): string {
  if (problems.length === 0) return t("No problems. The grader is ready to run.");
  const found = [
    ...(errors > 0 ? [errors === 1 ? t("1 error") : t("{0} errors", errors)] : []),
    ...(warnings > 0 ? [warnings === 1 ? t("1 warning") : t("{0} warnings", warnings)] : []),
    ...(information > 0 ? [information === 1 ? t("1 remark") : t("{0} remarks", information)] : []),
  ].join(", ");
  return isRunnable(problems)
    ? t("{0}. The grader can be run.", found)
    : t("{0}. The grader can't be run before the errors are corrected.", found);
}

const SOURCES: Readonly<Record<Problem["source"], string>> = {
  json: "JSON",
  schema: t("schema"),
  rule: "graders",
  provider: t("provider"),
};

function findingView(problem: Problem, index: number, lines: LineIndex): FindingView {
  const { severity, code, message, range, source, fixes } = problem;
  const { line, character } = lines.positionOf(range.start);
  const [fix] = fixes ?? [];
  return {
    severity,
    code,
    message,
    place: {
      label: t("Line {0}, column {1}", line + 1, character + 1),
      place: { in: "grader-text", range: { start: range.start, end: range.end } },
    },
    source: SOURCES[source],
    ...(fix && { mend: { id: mendId(problem, index), title: fix.title } }),
  };
}

function mendId({ code }: Problem, index: number): string {
  return `${code}:${index}`;
}
