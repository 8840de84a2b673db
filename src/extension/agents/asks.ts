import * as vscode from "vscode";
import { criteriaOf, isEval } from "../../core/grader/criteria";
import { partOf, type GraderDocument } from "../../core/grader/document";
import { textAt } from "../../core/json/value";
import { isHosted } from "../../core/providerTable";
import { gradersIn, type FoundGrader } from "../../core/validate/graders";
import { receives } from "../platform/consent";
import { originOf } from "../platform/providers";
import { openRecordingsOf } from "../platform/recordings";
import { settings } from "../platform/settings";
import type { ToolGrader } from "./toolGraders";

/**
 * What a run of a grader does beyond computing on this machine, a sentence each, for the user to allow. Nothing in
 * a workspace that is not trusted: there the run refuses it (enginePorts.ts).
 */
export async function asksOfRun({ uri, grader }: ToolGrader): Promise<readonly string[]> {
  if (!vscode.workspace.isTrusted) return [];
  const id = settings.provider();
  if (isHosted(id)) return [receives("provider", originOf(id))];
  const replays = await judgeReplays(uri);
  return [...new Set(partsOf(grader).flatMap((part) => askOf(part, replays) ?? []))];
}

/** The grader, a multi's sub-graders, and those of an eval's criteria. */
function partsOf(grader: GraderDocument): readonly FoundGrader[] {
  if (!isEval(grader.root)) return gradersIn(grader);
  return criteriaOf(grader.root).flatMap(({ path }) => gradersIn(partOf(grader, path)));
}

/** Recorded answers go nowhere (core/judge/chooseJudge.ts). */
async function judgeReplays(grader: vscode.Uri): Promise<boolean> {
  const mode = settings.judgeMode();
  if (mode !== undefined) return mode === "replay";
  return !settings.judgeIsSet() && (await openRecordingsOf(grader)).exists;
}

function askOf({ type, value }: FoundGrader, replays: boolean): string | undefined {
  const text = (field: string) => textAt(value, [field]) ?? "";
  switch (type) {
    case "python":
      return pythonAsk();
    case "score_model":
    case "label_model":
      return replays ? undefined : judgeAsk(text("model"));
    case "endpoint":
      return receives("endpoint", placeOf(text("url")));
    case "text_similarity": {
      const target = text("evaluation_metric") === "cosine" ? settings.embeddingsTarget() : undefined;
      return target && receives("embeddings", placeOf(target.baseUrl));
    }
    case "string_check":
    case "multi":
    case undefined:
      return undefined;
  }
}

/** An address that has no origin, such as `data:`, is shown as it is. */
function placeOf(url: string): string {
  const origin = URL.canParse(url) ? new URL(url).origin : "null";
  return origin === "null" ? url : origin;
}

function pythonAsk(): string {
  return settings.pythonRuntime() === "sandbox"
    ? vscode.l10n.t("The grader's Python runs in the sandbox: without files, network and programs.")
    : receives("interpreter", settings.interpreterPath() ?? vscode.l10n.t("a Python of yours"));
}

function judgeAsk(model: string): string | undefined {
  const own = settings.vscodeJudge(model);
  if (own !== undefined) return receives("model", vscode.l10n.t("VS Code's model {0}", own));
  const target = settings.judgeTarget(model);
  return target && receives("judge", placeOf(target.baseUrl));
}
