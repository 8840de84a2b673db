import { t } from "@vscode/l10n";
interface ModelShutdown {
  /** The day, as OpenAI gives it, in the form `2026-10-23`. */
  readonly date: string;
  readonly models: readonly string[];
  readonly source: string;
}

const DEPRECATIONS = "https://developers.openai.com/api/docs/deprecations";

/**
 * When OpenAI shuts down the models that graders name (facts.md "Shutdowns"). Aliases only where a source
 * lists them: of the gpt-4o and gpt-4.1 families it is the snapshots that are announced.
 */
const SHUTDOWNS: readonly ModelShutdown[] = [
  {
    date: "2026-10-23",
    models: [
      ...["o1", "o1-2024-12-17", "o3-mini", "o3-mini-2025-01-31", "o4-mini", "o4-mini-2025-04-16"],
      ...["gpt-4.1-nano", "gpt-4.1-nano-2025-04-14"],
    ],
    source: `${DEPRECATIONS} (notice of 2026-04-22)`,
  },
  {
    date: "2026-12-11",
    models: [
      ...["o3", "o3-2025-04-16", "gpt-5", "gpt-5-2025-08-07"],
      ...["gpt-5-mini", "gpt-5-mini-2025-08-07", "gpt-5-nano", "gpt-5-nano-2025-08-07"],
    ],
    source: `${DEPRECATIONS} (notice of 2026-06-11)`,
  },
  {
    date: "2027-01-14",
    models: [
      ...["gpt-4o-2024-08-06", "gpt-4o-mini-2024-07-18"],
      ...["gpt-4.1-2025-04-14", "gpt-4.1-mini-2025-04-14"],
    ],
    source: `${DEPRECATIONS} (notice of 2026-10-14)`,
  },
];

/** What is known of the end of a model at OpenAI. */
export interface KnownShutdown {
  readonly date: string;
  readonly source: string;
  /** Whether the day has come. */
  readonly isOver: boolean;
}

/** The end of a model; a fine-tuned one (`ft:MODEL:…`) ends with its base. Undefined where none is announced. */
export function shutdownOf(model: string, now: Date): KnownShutdown | undefined {
  const base = /^ft:([^:]+):/.exec(model)?.[1] ?? model;
  const found = SHUTDOWNS.find(({ models }) => models.includes(base));
  return found && { date: found.date, source: found.source, isOver: now.toISOString() >= found.date };
}

/** The remark of a result whose grader names a model that is gone; empty otherwise. */
export function shutdownNotes(model: string, now: Date): readonly string[] {
  const shutdown = shutdownOf(model, now);
  if (shutdown?.isOver !== true) return [];
  return [
    t("OpenAI shut {0} down on {1}: a hosted grader that names it has no judge.", model, shutdown.date),
  ];
}
