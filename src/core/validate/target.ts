/** What a grader is for; decides which findings apply (design.md "Words"). */
export const TARGETS = ["run", "openai-rft", "foundry-rft", "evals"] as const;
export type Target = (typeof TARGETS)[number];
