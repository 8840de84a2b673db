/**
 * Where judge answers come from: `live` asks the judge, `record` asks and keeps the answers beside the
 * grader, `replay` takes only kept answers and never calls.
 */
export const JUDGE_MODES = ["live", "replay", "record"] as const;
export type JudgeMode = (typeof JUDGE_MODES)[number];
