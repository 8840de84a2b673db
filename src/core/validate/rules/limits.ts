import { t } from "@vscode/l10n";
import { MAX_TEMPLATE_LENGTH } from "../../template/parse";
import type { GraderDocument } from "../../grader/document";
import type { JsonPath } from "../../json/value";
import { gradersIn, templatedStrings } from "../graders";
import { problemAt, type Rule } from "../rule";

/** More than any published multi has; all of them run at once. */
export const MAX_SUB_GRADERS = 100;

/** What is too much to run, so that a runaway file costs an answer and not the machine. */
export interface LimitFault {
  readonly message: string;
  readonly path: JsonPath;
}

/** The limits that a grader is over. */
export function limitFaults(document: Pick<GraderDocument, "root">): readonly LimitFault[] {
  const graders = gradersIn(document);
  const subGraders = graders.filter(({ key }) => key !== undefined).length;
  const tooLong = graders.flatMap(templatedStrings).filter(({ text }) => text.length > MAX_TEMPLATE_LENGTH);
  return [
    ...(subGraders > MAX_SUB_GRADERS
      ? [
          {
            path: ["graders"],
            message: t("A multi may have {0} sub-graders; this one has {1}.", MAX_SUB_GRADERS, subGraders),
          },
        ]
      : []),
    ...tooLong.map(({ path, text }) => ({
      path,
      message: t(
        "A template may have {0} characters; this one has {1}. Put long texts into the data and name them here.",
        MAX_TEMPLATE_LENGTH,
        text.length,
      ),
    })),
  ];
}

/** The engine refuses such a grader; here it is said beforehand. */
export const checkLimits: Rule = (context) =>
  limitFaults(context.document).map(({ path, message }) => {
    const { json } = context.document;
    const range = json.rangeOfKey(path);
    return problemAt(context, path, { code: "grader-limit", message, range });
  });
