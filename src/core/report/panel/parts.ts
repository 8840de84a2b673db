import type { GraderDocument } from "../../grader/document";
import type { GraderType } from "../../grader/types";
import { isErrored, raisedFlags } from "../../result/flags";
import type { GraderDiagnostics, RenderedInput, RunResult } from "../../result/runResult";
import { sampleNamespace } from "../../sample/namespace";
import type { Sample } from "../../sample/sample";
import { renderTemplate, type TemplateData } from "../../template/render";
import { gradersIn, templatedStrings, type FoundGrader } from "../../validate/graders";

/** One grader of a run: the root, or a multi's sub-grader; with what is known of how it went. */
export interface Part {
  readonly grader: FoundGrader;
  readonly type: GraderType | undefined;
  /** Undefined where the provider does not tell. */
  readonly reward: number | undefined;
  readonly errored: boolean;
  /** Raised flags; empty where the provider does not tell whose they are. */
  readonly flags: readonly string[];
  /** Absent for a hosted multi's sub-graders. */
  readonly diagnostics?: GraderDiagnostics;
  readonly rendered: readonly RenderedInput[];
  /** The texts were rendered here, because the provider returns none. */
  readonly renderedHere: boolean;
  readonly data: TemplateData;
}

/** The graders of a run in the file's order: the root alone, or a multi's sub-graders. */
export function partsOf(document: GraderDocument, sample: Sample, result: RunResult): readonly Part[] {
  const data = { item: sample.item, sample: sampleNamespace(sample) };
  const [root, ...subGraders] = gradersIn(document);
  if (!root) return [];
  if (root.type !== "multi") return [rootPart(root, data, result)];
  return subGraders.map((sub) => subPart(sub, data, result));
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
    ...(own && { diagnostics: own }),
    data,
    ...renderedTexts(grader, data, result, own),
  };
}

/** A hosted provider returns no rendered texts: the engine's rendering stands in, and is named as such. */
function renderedTexts(
  grader: FoundGrader,
  data: TemplateData,
  { diagnostics }: RunResult,
  own: GraderDiagnostics | undefined,
): Pick<Part, "rendered" | "renderedHere"> {
  const rendered = own?.rendered ?? [];
  if (diagnostics.provider === "engine" || rendered.length > 0) return { rendered, renderedHere: false };
  const here = templatedStrings(grader).flatMap(({ path, template }) => {
    const outcome = renderTemplate(template, data);
    return outcome.kind === "text" ? [{ path, text: outcome.text }] : [];
  });
  return { rendered: here, renderedHere: here.length > 0 };
}
