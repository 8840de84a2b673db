import { t } from "@vscode/l10n";
import type {
  Basis,
  GraderDiagnostics,
  JudgeRecord,
  JudgeSource,
  RunDiagnostics,
} from "../../result/runResult";

const NAMES: Readonly<Record<Basis, string>> = {
  exact: t("exact"),
  "reference library": t("reference library"),
  "unpublished default": t("unpublished default"),
  "substitute judge": t("substitute judge"),
  judge: t("judge"),
  hosted: t("hosted"),
};

const TITLES: Readonly<Record<Basis, string>> = {
  exact: t("Settled by public hosted results: the hosted service gives the same number."),
  "reference library": t("Computed as the library does that the hosted service uses."),
  "unpublished default": t("The hosted service's setting is not public; ours is named in the metadata."),
  "substitute judge": t(
    "Another model than the grader's judged: the number can differ from the grader's own.",
  ),
  judge: t("The grader's own model judged; asked again it may answer differently."),
  hosted: t("The hosted service gave this number."),
};

const KEPT: Readonly<Record<Exclude<JudgeSource, "live">, string>> = {
  recorded: t("The judge's answer was read from a recording; nobody was asked."),
  cached: t("The judge answered the same request before; the answer comes from the cache, nobody was asked."),
};

/** A judge whose answer was kept. */
export const KEPT_JUDGE: Readonly<Record<Exclude<JudgeSource, "live">, string>> = {
  recorded: t("recorded judge"),
  cached: t("cached judge"),
};

/** How far a number can be trusted, and what that means. */
export interface BasisWords {
  readonly text: string;
  readonly title: string;
}

/** Words for one grader's basis, or for a multi's: its weakest part's, and whether a judge was recorded. */
export function basisWords(diagnostics: GraderDiagnostics | RunDiagnostics): BasisWords {
  const judges = judgesOf(diagnostics);
  const kept = (["recorded", "cached"] as const).filter((kind) =>
    judges.some(({ source }) => source === kind),
  );
  const substitutes = judges.filter(({ model, answered_by }) => model !== answered_by);
  const texts = [
    ...kept.map((source) => KEPT_JUDGE[source]),
    ...substitutes.map(({ model, answered_by }) => `${model} → ${answered_by}`),
  ];
  const meaning = TITLES[diagnostics.basis];
  return {
    text: texts.length > 0 ? [...new Set(texts)].join(", ") : NAMES[diagnostics.basis],
    title: [...kept.map((source) => KEPT[source]), meaning].join(" "),
  };
}

function judgesOf(diagnostics: GraderDiagnostics | RunDiagnostics): readonly JudgeRecord[] {
  const subs = "sub_graders" in diagnostics ? Object.values(diagnostics.sub_graders) : [];
  return [diagnostics, ...subs].flatMap(({ judge }) => (judge ? [judge] : []));
}
