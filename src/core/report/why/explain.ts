import type { WhyView } from "../panel/panelView";
import { alignTexts } from "./align";
import { firstDifference } from "./firstDifference";
import { findMends, type Mend, type MendTarget } from "./mends";
import { piecesOf } from "./pieces";
import { summaryOf, type Comparison } from "./summary";
import { shownTexts } from "./window";

export interface ComparedTexts {
  readonly comparison: Comparison;
  /** As rendered for this sample. */
  readonly input: string;
  readonly reference: string;
  /** Absent: no mends are looked for. */
  readonly target?: MendTarget;
}

export interface Explanation {
  readonly view: WhyView;
  readonly mends: readonly Mend[];
}

/**
 * Why two texts gave the reward that they gave: both aligned, what can't be seen named, and mends that make
 * the sample pass. Bounded in time and size whatever the texts are.
 */
export function explainTexts({ comparison, input, reference, target }: ComparedTexts): Explanation {
  const mends = target ? findMends(comparison, input, reference, target) : [];
  const shown = shownTexts(input, reference);
  const chunks = alignTexts(shown.input, shown.reference);
  const first = firstDifference(input, reference);
  const view: WhyView = {
    summary: summaryOf(comparison, input, reference),
    mends: mends.map(({ id, title }) => ({ id, title })),
    sides: [
      { label: "input", pieces: piecesOf(chunks, "input") },
      { label: "reference", pieces: piecesOf(chunks, "reference") },
    ],
    ...(first !== undefined && { firstDifference: first }),
    ...(shown.shortened !== undefined && { shortened: shown.shortened }),
  };
  return { view, mends };
}
