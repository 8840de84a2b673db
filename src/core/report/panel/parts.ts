import { criteriaOf, isEval } from "../../grader/criteria";
import type { GraderDocument } from "../../grader/document";
import type { GraderType } from "../../grader/types";
import { isObject } from "../../json/value";
import { isHosted } from "../../providerTable";
import { isErrored, raisedFlags } from "../../result/flags";
import type {
  GraderDiagnostics,
  RenderedInput,
  RunResult,
  SubGraderDiagnostics,
} from "../../result/runResult";
import { sampleNamespace } from "../../sample/namespace";
import type { Sample } from "../../sample/sample";
import { renderTemplate, type TemplateData } from "../../template/render";
import type { VerdictView } from "./panelView";
import { verdictView } from "./verdictView";
import { gradersIn, templatedStrings, type FoundGrader } from "../../validate/graders";

/** One grader of a run: the root, a multi's sub-grader or an eval's criterion; with what is known of how it went. */
export interface Part {
  readonly grader: FoundGrader;
  readonly type: GraderType | undefined;
  /** Undefined where the provider does not tell. */
  readonly reward: number | undefined;
  readonly errored: boolean;
  /** Of an eval's criterion that is not errored. */
  readonly verdict?: VerdictView;
  /** Raised flags; empty where the provider does not tell whose they are. */
  readonly flags: readonly string[];
  /** Absent for a hosted multi's sub-graders. */
  readonly diagnostics?: GraderDiagnostics;
  readonly rendered: readonly RenderedInput[];
  /** The texts were rendered here, because the provider returns none. */
  readonly renderedHere: boolean;
  readonly data: TemplateData;
}

/** The graders of a run in the file's order: the root alone, a multi's sub-graders, or an eval's criteria. */
export function partsOf(document: GraderDocument, sample: Sample, result: RunResult): readonly Part[] {
  const data = { item: sample.item, sample: sampleNamespace(sample) };
  if (isEval(document.root)) return criteriaIn(document).map((criterion) => subPart(criterion, data, result));
  const [root, ...subGraders] = gradersIn(document);
  if (!root) return [];
  if (root.type !== "multi") return [rootPart(root, data, result)];
  return subGraders.map((sub) => subPart(sub, data, result));
}

/** An eval's criteria, as graders of their own. */
function criteriaIn({ root }: GraderDocument): readonly FoundGrader[] {
  return criteriaOf(root).flatMap(({ key, path, value }) => {
    if (!isObject(value)) return [];
    const [grader] = gradersIn({ root: value });
    return grader ? [{ ...grader, path, key }] : [];
  });
}

function rootPart(grader: FoundGrader, data: TemplateData, result: RunResult): Part {
  return {
    grader,
    type: grader.type,
    reward: result.reward,
    errored: isErrored(result),
    flags: raisedFlags(result.metadata.errors),
    diagnostics: result.diagnostics,
    data,
    ...renderedTexts(grader, data, result, result.diagnostics),
  };
}

function subPart(grader: FoundGrader, data: TemplateData, result: RunResult): Part {
  const key = grader.key ?? "";
  const own = Object.hasOwn(result.diagnostics.sub_graders, key)
    ? result.diagnostics.sub_graders[key]
    : undefined;
  const { sub_rewards: rewards } = result;
  const flags = own ? raisedFlags(own.errors) : [];
  return {
    grader,
    type: grader.type,
    reward: (Object.hasOwn(rewards, key) ? rewards[key] : undefined) ?? own?.reward,
    errored: flags.length > 0,
    flags,
    ...(own?.passed !== undefined && { verdict: verdictView(own.passed, thresholdOf(grader, own)) }),
    ...(own && { diagnostics: own }),
    data,
    ...renderedTexts(grader, data, result, own),
  };
}

/** A string_check and a label_model pass by themselves. */
function thresholdOf({ type }: FoundGrader, own: SubGraderDiagnostics): number | undefined {
  return type === "string_check" || type === "label_model" ? undefined : own.pass_threshold;
}

/** A hosted provider returns no rendered texts: the engine's rendering stands in, and is named as such. */
function renderedTexts(
  grader: FoundGrader,
  data: TemplateData,
  { diagnostics }: RunResult,
  own: GraderDiagnostics | undefined,
): Pick<Part, "rendered" | "renderedHere"> {
  const rendered = own?.rendered ?? [];
  if (!isHosted(diagnostics.provider) || rendered.length > 0) return { rendered, renderedHere: false };
  const here = templatedStrings(grader).flatMap(({ path, template }) => {
    const outcome = renderTemplate(template, data);
    return outcome.kind === "text" ? [{ path, text: outcome.text }] : [];
  });
  return { rendered: here, renderedHere: here.length > 0 };
}
