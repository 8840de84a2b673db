import { t } from "@vscode/l10n";
import type { JsonObject } from "../json/value";
import { sampleUse } from "../provider/sampleUse";
import { isHosted, type ProviderId } from "../providerTable";
import type { NoOutput, Output, Sample } from "../sample/sample";
import type { WhyNot } from "./outcome";

/**
 * Why a row is not graded, if it is not: what a grader needs of an output is not there, and an empty text is never
 * graded unasked. A grader that reads nothing of `sample`, or only fields that stand in it, needs no more.
 *
 * @param grader a grader or an eval
 */
export function whyNotGraded(
  grader: JsonObject,
  { output }: Pick<Sample, "output">,
  provider: ProviderId = "engine",
): WhyNot | undefined {
  if (output.kind !== "none") return undefined;
  const { why } = output;
  if (why?.reason === "unreadable") return { reason: why.reason, message: why.message, details: {} };
  const use = sampleUse(grader);
  const needed = use.beyond !== undefined || [...use.fields].some((field) => !isGiven(field, output));
  if (needed) return { ...noOutputWords(why), ...(use.beyond === "python" && passedOn(why)) };
  return isHosted(provider) ? hostedWords(why) : undefined;
}

/** A field that stands in the row's own `sample`; beside an error it may be half of one. */
function isGiven(field: string, { given, why }: Extract<Output, { kind: "none" }>): boolean {
  return given?.has(field) === true && why?.reason !== "service-error";
}

const MOST_KEYS = 8;

/** What there is in place of an output, for people; without a reason there is nothing at all. */
export function noOutputWords(why: NoOutput | undefined): WhyNot {
  switch (why?.reason) {
    case "service-error":
      return withReason(why.reason, t("The service gave no output: {0}", why.error));
    case "unknown-output":
      return withReason(
        why.reason,
        t("There is no output in the row's sample that we know. It has: {0}.", keyWords(why.keys)),
        t("Give the output's text as output_text."),
      );
    case "unreadable":
      return withReason(why.reason, why.message);
    case "no-output":
      return why.keys.length === 0
        ? noOutputWords(undefined)
        : withReason(
            why.reason,
            t("The row has no output: none stands in its sample's {0}.", keyWords(why.keys)),
          );
    case undefined:
      return withReason("no-output", t("The row has no output."));
  }
}

function withReason(reason: WhyNot["reason"], message: string, mend?: string): WhyNot {
  return { reason, message, details: mend === undefined ? {} : { mend } };
}

function keyWords(keys: readonly string[]): string {
  const shown = keys.slice(0, MOST_KEYS).join(", ");
  return keys.length > MOST_KEYS ? `${shown}, …` : shown;
}

/** Whether Python reads an output can't be told where it passes `sample` on. */
function passedOn(why: NoOutput | undefined): Pick<WhyNot, "details"> {
  if (why !== undefined && why.reason !== "no-output") return { details: noOutputWords(why).details };
  return { details: { mend: t("Whether the grader's Python reads one can't be told from its text.") } };
}

/** A hosted run is a call with an output, whatever the grader reads of it. */
function hostedWords(why: NoOutput | undefined): WhyNot {
  const { reason, message } = noOutputWords(why);
  return withReason(
    reason,
    message,
    t("The grader reads none, and runs on the engine without one; a hosted run takes none without."),
  );
}
