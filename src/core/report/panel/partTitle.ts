import { t } from "@vscode/l10n";
import { TESTING_CRITERIA } from "../../grader/criteria";
import type { GraderDocument } from "../../grader/document";
import { JOB_GRADER } from "../../grader/places";
import { nameOf } from "../../grader/typeAndName";
import { pathLabel } from "./pathLabel";

/** The heading's words of a grader that is a part of its document; nothing for a whole. */
export function partOfFile(document: Pick<GraderDocument, "base" | "root">): { readonly part?: string } {
  const part = partTitle(document);
  return part === undefined ? {} : { part };
}

/**
 * What people call a grader that is a part of its document: `grader` of a job, `criterion "exact"` of an eval,
 * `sub-grader "close"` of a multi, else its path. Undefined where it is the whole.
 */
export function partTitle({ base, root }: Pick<GraderDocument, "base" | "root">): string | undefined {
  const [parent, last] = [base.at(-2), base.at(-1)];
  if (last === undefined) return undefined;
  if (parent === "graders") return t('sub-grader "{0}"', last);
  if (parent === TESTING_CRITERIA) {
    const name = nameOf(root);
    return name === undefined ? t("criterion {0}", Number(last) + 1) : t('criterion "{0}"', name);
  }
  return base.join("/") === JOB_GRADER.join("/") ? t("grader") : pathLabel(base);
}
