/**
 * `metadata.errors` of a run: 15 flags and 9 details, in the service's order (facts.md "Error flags"). The
 * reference documents 14 of them; we write all 24 and read any.
 */
export const ERROR_KEYS = [
  "formula_parse_error",
  "sample_parse_error",
  "sample_parse_error_details",
  "truncated_observation_error",
  "unresponsive_reward_error",
  "invalid_variable_error",
  "invalid_variable_error_details",
  "other_error",
  "python_grader_server_error",
  "python_grader_server_error_type",
  "python_grader_runtime_error",
  "python_grader_runtime_error_details",
  "model_grader_server_error",
  "model_grader_refusal_error",
  "model_grader_refusal_error_details",
  "model_grader_parse_error",
  "model_grader_parse_error_details",
  "model_grader_exceeded_max_tokens_error",
  "model_grader_server_error_details",
  "endpoint_grader_internal_error",
  "endpoint_grader_internal_error_details",
  "endpoint_grader_server_error",
  "endpoint_grader_server_error_details",
  "endpoint_grader_safety_check_error",
] as const;

type ErrorKey = (typeof ERROR_KEYS)[number];
export type ErrorDetailKey = Extract<ErrorKey, `${string}_details` | `${string}_type`>;
export type ErrorFlag = Exclude<ErrorKey, ErrorDetailKey>;

export type RunErrors = Record<ErrorFlag, boolean> & Record<ErrorDetailKey, string | null>;

const isDetail = (key: ErrorKey): key is ErrorDetailKey => key.endsWith("_details") || key.endsWith("_type");

export const ERROR_FLAGS: readonly ErrorFlag[] = ERROR_KEYS.filter((key): key is ErrorFlag => !isDetail(key));

/** Where a flag's details stand; flags without details have none. */
export const DETAIL_OF: Readonly<Partial<Record<ErrorFlag, ErrorDetailKey>>> = {
  sample_parse_error: "sample_parse_error_details",
  invalid_variable_error: "invalid_variable_error_details",
  python_grader_server_error: "python_grader_server_error_type",
  python_grader_runtime_error: "python_grader_runtime_error_details",
  model_grader_server_error: "model_grader_server_error_details",
  model_grader_refusal_error: "model_grader_refusal_error_details",
  model_grader_parse_error: "model_grader_parse_error_details",
  endpoint_grader_internal_error: "endpoint_grader_internal_error_details",
  endpoint_grader_server_error: "endpoint_grader_server_error_details",
};

const NO_ERRORS = Object.fromEntries(
  ERROR_KEYS.map((key) => [key, isDetail(key) ? null : false]),
) as RunErrors;

/** All 24 keys, none raised. */
export function noErrors(): RunErrors {
  return { ...NO_ERRORS };
}
