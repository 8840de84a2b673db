import { CODES, usualSeverity, type ProblemCode } from "./codes";
import type { Problem } from "./problem";
import { SEVERITIES } from "./severity";

/** What a user may set a code to. */
export const CHOICES = [...SEVERITIES, "off"] as const;
export type SeverityChoice = (typeof CHOICES)[number];

/** Severities that users chose in place of the usual ones, by code. */
export type SeverityChoices = ReadonlyMap<ProblemCode, SeverityChoice>;

/**
 * Whether a code's findings keep a grader from running: these stay errors whatever was chosen, since silence would
 * not make the grader run.
 */
export function isLocked(code: ProblemCode): boolean {
  return usualSeverity(code) === "error";
}

/** Findings as the user wants them: others severe, some not at all. The one place that applies choices. */
export function withChoices(
  problems: readonly Problem[],
  choices: SeverityChoices = new Map(),
): readonly Problem[] {
  if (choices.size === 0) return problems;
  return problems.flatMap((problem) => {
    const choice = choices.get(problem.code);
    if (choice === undefined || isLocked(problem.code)) return [problem];
    return choice === "off" ? [] : [{ ...problem, severity: choice }];
  });
}

/** Choices from a setting, whatever a user wrote there: unknown codes and severities are passed over. */
export function readChoices(value: unknown): SeverityChoices {
  if (typeof value !== "object" || value === null) return new Map();
  const chosen = value as Readonly<Record<string, unknown>>;
  return new Map(
    CODES.flatMap(({ code }): [ProblemCode, SeverityChoice][] => {
      const choice = CHOICES.find((known) => Object.hasOwn(chosen, code) && known === chosen[code]);
      return choice === undefined ? [] : [[code, choice]];
    }),
  );
}
