import { t } from "@vscode/l10n";
import type { GraderDocument } from "../../grader/document";
import { textAt, type JsonPath } from "../../json/value";
import { isHosted } from "../../providerTable";
import { DETAIL_OF, ERROR_FLAGS, type ErrorFlag } from "../../result/errorFlags";
import { flagWords, raisedFlags } from "../../result/flags";
import type { Failure, PythonFrame, RunMetadata, RunResult } from "../../result/runResult";
import { sourceOffset } from "../../validate/pythonProblems";
import type { FlagView, PlaceLink, RunView } from "./panelView";
import { graderPlace } from "./pathLabel";

type Errors = RunMetadata["errors"];

/** What went wrong: failures that we can place first, then raised flags that nothing explains (hosted). */
export function flagViews(document: GraderDocument, result: RunResult): readonly FlagView[] {
  const { failures, provider } = result.diagnostics;
  const { errors } = result.metadata;
  const explained = new Set<string>(failures.map(({ flag }) => flag));
  const unexplained = raisedFlags(errors).filter((flag) => !explained.has(flag));
  return [
    ...eachOnce(failures.map((failure) => failureView(document, failure, !isHosted(provider)))),
    ...unexplained.map((flag) => unexplainedFlag(flag, errors)),
  ];
}

/** What fails in the same way in several sub-graders is said once, with all its places. */
function eachOnce(views: readonly FlagView[]): readonly FlagView[] {
  const once = new Map<string, FlagView>();
  for (const view of views) {
    const key = JSON.stringify([view.flag, view.message, view.mend, view.detail]);
    const known = once.get(key);
    once.set(key, known ? { ...known, places: [...known.places, ...view.places] } : view);
  }
  return [...once.values()];
}

/** The known flags that are down. */
export function quietFlags(errors: Errors): RunView["quietFlags"] {
  const raised = new Set(raisedFlags(errors));
  return ERROR_FLAGS.filter((flag) => !raised.has(flag)).map((flag) => ({
    flag,
    meaning: flagWords(flag).meaning,
  }));
}

/** Details that no raised flag shows, such as those of a flag that this version does not know. */
export function looseDetails(errors: Errors): readonly (readonly [key: string, text: string])[] {
  const shown = new Set(raisedFlags(errors).flatMap((flag) => detailKeys(flag)));
  return Object.entries(errors).flatMap(([key, value]) => {
    if (shown.has(key) || value === null || typeof value === "boolean") return [];
    return [[key, typeof value === "string" ? value : JSON.stringify(value)] as const];
  });
}

function detailKeys(flag: string): readonly string[] {
  const known = Object.hasOwn(DETAIL_OF, flag) ? DETAIL_OF[flag as ErrorFlag] : undefined;
  return [...(known === undefined ? [] : [known]), `${flag}_details`, `${flag}_type`];
}

function unexplainedFlag(flag: string, errors: Errors): FlagView {
  const words = flagWords(flag);
  const details = detailKeys(flag).flatMap((key) => {
    const value: unknown = errors[key];
    return typeof value === "string" && value !== "" ? [value] : [];
  });
  return {
    flag,
    title: words.title,
    meaning: words.meaning,
    message: details.length > 0 ? [...new Set(details)].join("\n") : t("The provider gives no details."),
    mend: words.mend,
    places: [],
  };
}

/** @param hasOutput the grader's output is shown, with its traceback */
function failureView(document: GraderDocument, failure: Failure, hasOutput: boolean): FlagView {
  const { flag, message, detail, path, span } = failure;
  const words = flagWords(flag);
  const frames = path ? (failure.frames ?? []).map((frame) => frameLink(document, path, frame)) : [];
  const place = path && graderPlace(document, path, span);
  const isTraceback = hasOutput && frames.length > 0;
  return {
    flag,
    title: words.title,
    meaning: words.meaning,
    message,
    mend: failure.mend ?? words.mend,
    ...(detail !== undefined && detail !== message && !isTraceback && { detail }),
    places: frames.length > 0 ? frames : place ? [place] : [],
  };
}

/** Past every line's end: the helper stops there. */
const LINE_END = Number.MAX_SAFE_INTEGER;

function frameLink(document: GraderDocument, path: JsonPath, frame: PythonFrame): PlaceLink {
  const { line, column = 1, endLine = line, endColumn = LINE_END } = frame;
  const label = t("line {0}, in {1}", line, frame.function);
  const source = textAt(document.json.value, path);
  if (source === undefined) return { label, place: { in: "grader", path } };
  const start = sourceOffset(source, line, column);
  const end = Math.max(sourceOffset(source, endLine, endColumn), start);
  return { label, place: { in: "grader", path, span: { start, end } } };
}
