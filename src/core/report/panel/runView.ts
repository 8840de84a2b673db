import { t } from "@vscode/l10n";
import { verdictOfResult, type Verdict } from "../../runs/verdict";
import type { GraderDocument } from "../../grader/document";
import { textAt } from "../../json/value";
import { isErrored } from "../../result/flags";
import { isEvalResult, tallyCriteria } from "../../result/evalResult";
import type { FormulaRecord, RunResult } from "../../result/runResult";
import type { Sample } from "../../sample/sample";
import { copyFormatsOf } from "../copyAs/formats";
import type { ShellKind } from "../copyAs/shellKind";
import { formatReward } from "../numbers";
import { rewardInterval, scaleView } from "../scale";
import { shorten } from "../../shorten";
import type { Mend } from "../why/mends";
import { metadataFacts } from "./facts";
import { flagViews, quietFlags } from "./flagViews";
import { formulaView } from "./formulaView";
import { verdictView } from "./verdictView";
import { heading, type HeadingInput } from "./headingView";
import type { RewardView, RunView, StripView } from "./panelView";
import { partsOf } from "./parts";
import { partOfFile } from "./partTitle";
import { partView } from "./partViews";
import { explainPart } from "./partWhy";

/** A run, and what is known around it. */
export interface RunViewInput extends HeadingInput {
  /** The grader as it ran: places are found in it. */
  readonly document: GraderDocument;
  readonly sample: Sample;
  readonly result: RunResult;
  /** The same grader's and sample's reward before, where that was scored. */
  readonly previousReward?: number;
  readonly strip?: StripView;
  /** Of the user's terminal. */
  readonly shell?: ShellKind;
}

/** Longest raw JSON that is drawn whole. */
const LONGEST_JSON = 200_000;

/** Everything that the panel shows of a run. */
export function runView(input: RunViewInput): RunView {
  const { document, sample, result, strip } = input;
  const parts = partsOf(document, sample, result);
  const formula = formulaOf(document, result);
  const substituted = formula && formulaView(formula);
  return {
    kind: "run",
    heading: heading({ ...input, ...partOfFile(document) }),
    reward: rewardView(input),
    ...(substituted && { formula: substituted }),
    failures: flagViews(document, result),
    quietFlags: quietFlags(result.metadata.errors),
    parts: parts.map((part) => partView(document, part, result)),
    // A grader that stands alone has its notes under its one part.
    notes: document.type === "multi" || parts.length === 0 ? result.diagnostics.notes : [],
    metadata: metadataFacts(result),
    rawJson: shorten(JSON.stringify(result, null, 2), LONGEST_JSON),
    ...(strip && { strip }),
    copyAs: copyFormatsOf(result, input.shell),
  };
}

/** The mends that a run's view offers; found again by their id. */
export function mendsOf({
  document,
  sample,
  result,
}: Pick<RunViewInput, "document" | "sample" | "result">): readonly Mend[] {
  return partsOf(document, sample, result).flatMap((part) => explainPart(part)?.mends ?? []);
}

function rewardView(input: RunViewInput): RewardView {
  const { sample, result, previousReward } = input;
  const errored = isErrored(result);
  const isEval = isEvalResult(result);
  const words = (reward: number) => (isEval ? verdictView(reward === 1).text : formatReward(reward));
  const was = previousReward === undefined ? undefined : words(previousReward);
  const verdict = verdictOfResult(result, sample.expect);
  return {
    text: formatReward(result.reward),
    label: t("scored"),
    errored,
    ...(!errored && (isEval ? evalScore(result) : score(input, verdict))),
    ...(was !== undefined && (was !== words(result.reward) || errored) && { was: t("was {0}", was) }),
    ...(verdict.by === "expect" && { expectation: { met: verdict.passed, reasons: verdict.reasons } }),
  };
}

/** The threshold's verdict is the row's only where the row expects nothing itself. */
function score({ document, result }: RunViewInput, { by, passed }: Verdict): Partial<RewardView> {
  const { pass_threshold: threshold } = result.diagnostics;
  const scale = scaleView(result.reward, rewardInterval(document), threshold);
  return { ...(by === "threshold" && { passed: verdictView(passed, threshold) }), ...(scale && { scale }) };
}

/** Of an eval how many criteria passed says more than the reward, which is 1 or 0. */
function evalScore(result: RunResult): Partial<RewardView> {
  const { passed, failed, notAsked, total } = tallyCriteria(result);
  const yes = failed.length === 0;
  const passedWords = notAsked.length === 0 ? t("passed") : t("passed, not asked: {0}", notAsked.join(", "));
  return {
    text: t("{0} of {1}", passed.length, total),
    label: t("criteria passed"),
    passed: { yes, text: yes ? passedWords : t("not passed: {0}", failed.join(", ")) },
  };
}

/** A hosted multi's formula stands in the grader, its numbers in the answer. */
function formulaOf({ root, type }: GraderDocument, result: RunResult): FormulaRecord | undefined {
  const { formula } = result.diagnostics;
  const expression = textAt(root, ["calculate_output"]);
  if (formula) return formula;
  if (type !== "multi" || expression === undefined) return undefined;
  return { expression, values: result.sub_rewards };
}
