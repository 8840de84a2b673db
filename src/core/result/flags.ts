import { t } from "@vscode/l10n";
import type { ErrorFlag } from "./errorFlags";
import type { RunMetadata, RunResult } from "./runResult";

/** The raised flags of any answer, those that we do not know included, in the answer's order. */
export function raisedFlags(errors: RunMetadata["errors"]): readonly string[] {
  return Object.keys(errors).filter((flag) => errors[flag] === true);
}

/** A result is scored or errored; errored: a flag is up (architecture.md "Terms"). */
export function isErrored({ metadata }: Pick<RunResult, "metadata">): boolean {
  return Object.values(metadata.errors).includes(true);
}

export interface FlagWords {
  readonly title: string;
  readonly meaning: string;
  readonly mend: string;
}

/** facts.md "Error flags": what each flag means, and what helps. */
const WORDS: Readonly<Record<ErrorFlag, FlagWords>> = {
  formula_parse_error: {
    title: t("Formula not understood"),
    meaning: t("calculate_output can't be parsed or evaluated."),
    mend: t("Correct the formula: numbers, sub-grader keys, + - * / ^ and the known functions."),
  },
  sample_parse_error: {
    title: t("Output not readable"),
    meaning: t("The output is not the JSON that the grader needs."),
    mend: t("Train with a response_format, or read sample.output_text."),
  },
  truncated_observation_error: {
    title: t("Output cut off"),
    meaning: t("The output was cut by the token limit before it was graded."),
    mend: t("Allow the model more tokens."),
  },
  unresponsive_reward_error: {
    title: t("No reward came back"),
    meaning: t("The grader gave no reward in time."),
    mend: t("Run it again; if it stays, look at what the grader waits for."),
  },
  invalid_variable_error: {
    title: t("Variable not found"),
    meaning: t("A template or the formula names something that neither item nor sample has."),
    mend: t("Correct the variable, or add the field to the data."),
  },
  other_error: {
    title: t("Grading failed"),
    meaning: t("Something else went wrong while grading."),
    mend: t("Read the details; run it again if they name a passing fault."),
  },
  python_grader_server_error: {
    title: t("Python could not run"),
    meaning: t("The place where Python runs failed or is not permitted."),
    mend: t("Use another runtime: a Node for the sandbox, your own interpreter, or a hosted provider."),
  },
  python_grader_runtime_error: {
    title: t("Python failed"),
    meaning: t("The grader's own code failed or gave no number."),
    mend: t("Follow the traceback into the source."),
  },
  model_grader_server_error: {
    title: t("Judge not reached"),
    meaning: t("Sampling from the judge failed: misconfigured, not available, or down."),
    mend: t("Set a judge, check the model's name, or run it again."),
  },
  model_grader_refusal_error: {
    title: t("Judge refused"),
    meaning: t("The judge declined to answer."),
    mend: t("Reword the grader's messages."),
  },
  model_grader_parse_error: {
    title: t("Judge not understood"),
    meaning: t("The judge's answer is not in the form that was asked for."),
    mend: t("Use a judge that supports structured outputs."),
  },
  model_grader_exceeded_max_tokens_error: {
    title: t("Judge ran out of tokens"),
    meaning: t("The judge's answer was cut off."),
    mend: t("Raise sampling_params.max_completions_tokens."),
  },
  endpoint_grader_internal_error: {
    title: t("Endpoint failed"),
    meaning: t("The endpoint's service reported a fault of its own."),
    mend: t("Look at the service's log."),
  },
  endpoint_grader_server_error: {
    title: t("Endpoint not reached"),
    meaning: t("The endpoint could not be asked, or gave no score."),
    mend: t("Start the service, correct its url, or let it answer with a score."),
  },
  endpoint_grader_safety_check_error: {
    title: t("Endpoint held back"),
    meaning: t("A safety check stopped the request to the endpoint."),
    mend: t("Look at what the sample holds."),
  },
};

/** A flag in words; one that we do not know keeps its own name. */
export function flagWords(flag: string): FlagWords {
  if (Object.hasOwn(WORDS, flag)) return WORDS[flag as ErrorFlag];
  return {
    title: flag,
    meaning: t("The provider raised a flag that this version does not know."),
    mend: t("Look it up in the provider's documentation."),
  };
}
