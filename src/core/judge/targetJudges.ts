/** The judges that a target is documented to take. */
export interface TargetJudges {
  readonly models: readonly string[];
  /** Whether the documentation says that there are no others. */
  readonly closed: boolean;
  readonly source: string;
}

/** OpenAI's guide lists nine snapshots; which others the service takes is not public (facts.md "Judges"). */
export const OPENAI_JUDGES: TargetJudges = {
  models: [
    ...["gpt-4o-2024-08-06", "gpt-4o-mini-2024-07-18"],
    ...["gpt-4.1-2025-04-14", "gpt-4.1-mini-2025-04-14", "gpt-4.1-nano-2025-04-14"],
    ...["o1-2024-12-17", "o3-mini-2025-01-31", "o3-2025-04-16", "o4-mini-2025-04-16"],
  ],
  closed: false,
  source: "https://developers.openai.com/api/docs/guides/graders",
};

/**
 * Foundry's page names two, with an alias in its samples (facts.md "Judges"); the gpt-4.1 family came in
 * April 2026 (second source).
 */
export const FOUNDRY_JUDGES: TargetJudges = {
  models: [
    ...["gpt-4o-2024-08-06", "gpt-4o", "o3-mini-2025-01-31", "o3-mini"],
    ...["gpt-4.1-2025-04-14", "gpt-4.1-mini-2025-04-14", "gpt-4.1-nano-2025-04-14"],
    ...["gpt-4.1", "gpt-4.1-mini", "gpt-4.1-nano"],
  ],
  closed: true,
  source:
    "https://learn.microsoft.com/azure/foundry/openai/how-to/reinforcement-fine-tuning, https://devblogs.microsoft.com/foundry/whats-new-in-foundry-finetune-april-2026",
};
