import * as vscode from "vscode";
import { checkedGrader } from "../../core/engine/checkedGrader";
import { livePart } from "../../core/engine/live/livePart";
import type { Grader } from "../../core/grader/types";
import type { JsonPath } from "../../core/json/value";
import { ProviderError } from "../../core/provider/provider";
import { gradersOf, readOpenGrader, type OpenGrader } from "../documents/documentGraders";
import { settings } from "../platform/settings";

/** The graders of a document as they stand there now. */
export interface LiveGraders {
  /** What of each is graded while it is edited. */
  readonly graded: readonly { readonly base: JsonPath; readonly part: Grader }[];
  /** Where graders stand that are broken at this moment. */
  readonly broken: readonly JsonPath[];
}

/** Undefined while the document's JSON is broken. */
export function liveGradersOf(document: vscode.TextDocument): LiveGraders | undefined {
  if (readOpenGrader(document).grader.json.faults.some(({ code }) => code !== "json-duplicate-key"))
    return undefined;
  const python = vscode.workspace.isTrusted && settings.pythonRuntime() === "sandbox";
  const read = gradersOf(document).map((open) => ({ base: open.grader.base, grader: checked(open) }));
  return {
    graded: read.flatMap(({ base, grader }) => {
      const part = grader && livePart(grader, python);
      return part ? [{ base, part }] : [];
    }),
    broken: read.flatMap(({ base, grader }) => (grader ? [] : [base])),
  };
}

function checked({ grader: { root } }: OpenGrader): Grader | undefined {
  if (!root) return undefined;
  try {
    return checkedGrader(root);
  } catch (error) {
    if (error instanceof ProviderError) return undefined;
    throw error;
  }
}
