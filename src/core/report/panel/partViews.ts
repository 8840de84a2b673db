import { t } from "@vscode/l10n";
import type { GraderDocument } from "../../grader/document";
import type { JsonPath } from "../../json/value";
import { flagWords, isErrored } from "../../result/flags";
import type { JudgeRecord, PythonRecord, RunResult } from "../../result/runResult";
import { formatReward, formatTokens } from "../numbers";
import { runtimeWords } from "../runtimeWords";
import { graderInterval, placeOnScale } from "../scale";
import { shorten } from "../../shorten";
import { basisWords, KEPT_JUDGE } from "./basisWords";
import type { JudgeView, OutputView, PartView, RenderedView } from "./panelView";
import type { Part } from "./parts";
import { explainPart } from "./partWhy";
import { graderPlace, pathLabel } from "./pathLabel";

/** Longest rendered or printed text that is drawn whole; the place leads to the rest. */
const LONGEST_TEXT = 20_000;

/** A grader's line with all that unfolds under it. */
export function partView(document: GraderDocument, part: Part, result: RunResult): PartView {
  const { grader, diagnostics, reward, errored } = part;
  // A hosted multi does not tell whose flag is up: none of its numbers is surely a score.
  const doubtful = diagnostics === undefined && isErrored(result);
  const fraction =
    errored || doubtful || reward === undefined ? undefined : placeOnScale(reward, graderInterval(grader));
  const why = explainPart(part)?.view;
  return {
    ...(grader.key !== undefined && { key: grader.key }),
    type: part.type ?? "",
    reward: reward === undefined ? "–" : formatReward(reward),
    ...(fraction !== undefined && { fraction }),
    errored,
    ...(part.verdict && { passed: part.verdict }),
    flags: part.flags.map((flag) => flagWords(flag).title),
    basis: basisWords(diagnostics ?? result.diagnostics).text,
    place: graderPlace(document, grader.path),
    ...(why && { why }),
    ...(diagnostics?.judge && {
      judge: judgeView(diagnostics.judge, grader.key === undefined ? result : undefined),
    }),
    ...(diagnostics?.python && { output: outputView(diagnostics.python) }),
    rendered: part.rendered.map(({ path, text }) => renderedView(document, grader.path, path, text)),
    notes: notesOf(part, doubtful),
  };
}

function notesOf({ diagnostics, renderedHere }: Part, doubtful: boolean): readonly string[] {
  return [
    ...(diagnostics?.notes ?? []),
    ...(renderedHere
      ? [t("The provider returns no rendered texts: these are as the engine renders them.")]
      : []),
    ...(doubtful ? [t("The provider does not say which sub-grader errored.")] : []),
  ];
}

/** @param result of a grader that stands alone, whose tokens are the judge's */
function judgeView(judge: JudgeRecord, result: RunResult | undefined): JudgeView {
  const { model, answered_by, origin, source, steps, raw, adjustments } = judge;
  const titles = [
    model === answered_by ? model : t("{0} → {1}, substitute judge", model, answered_by),
    ...(source === "live" ? [] : [KEPT_JUDGE[source]]),
    ...(origin === undefined ? [] : [origin.replace(/^https?:\/\//, "")]),
  ];
  const tokens = formatTokens(result?.metadata.token_usage);
  return {
    title: titles.join(" · "),
    steps: steps.map(({ description, conclusion }) => ({ description, conclusion })),
    result: judge.result === null ? t("none") : String(judge.result),
    raw: shorten(raw, LONGEST_TEXT),
    adjustments,
    ...(tokens !== undefined && { tokens }),
  };
}

function outputView(python: PythonRecord): OutputView {
  const { stdout, stderr, traceback } = python;
  return {
    runtime: runtimeWords(python),
    stdout: shorten(stdout, LONGEST_TEXT),
    stderr: shorten(stderr, LONGEST_TEXT),
    ...(traceback !== undefined && traceback !== "" && { traceback: shorten(traceback, LONGEST_TEXT) }),
  };
}

function renderedView(document: GraderDocument, root: JsonPath, path: JsonPath, text: string): RenderedView {
  return {
    label: pathLabel(path.slice(root.length)),
    text: shorten(text, LONGEST_TEXT),
    place: graderPlace(document, path),
  };
}
